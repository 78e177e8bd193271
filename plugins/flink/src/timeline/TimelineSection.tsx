import { VisuallyHidden } from '@flink-portal/backstage-plugin-flink-react';
import { KindFilter } from './KindFilter';
import { TimelineList } from './TimelineList';
import { useTimelineKinds } from './useTimelineKinds';

/** What happened to an application, newest first, with its kinds as filters. */
export function TimelineSection(props: { id: string; name: string }) {
  const { id, name } = props;
  const [kinds, setKinds] = useTimelineKinds();
  return (
    <>
      <KindFilter kinds={kinds} onChange={setKinds} />
      <VisuallyHidden>
        Newest first. Planned changes are marked as planned.
      </VisuallyHidden>
      <TimelineList
        key={`${id} ${kinds.join()}`}
        id={id}
        name={name}
        kinds={kinds}
      />
    </>
  );
}
