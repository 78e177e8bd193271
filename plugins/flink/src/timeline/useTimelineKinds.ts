import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useSearchParams } from 'react-router-dom';
import { TIMELINE_KINDS } from './timelineKinds';

/** Which kinds a timeline shows, kept in the URL; none chosen is all of them. */
export function useTimelineKinds(): [
  flinkApi.TimelineKind[],
  (kinds: readonly flinkApi.TimelineKind[]) => void,
] {
  const [params, setParams] = useSearchParams();
  const named = params.get('kinds')?.split(',') ?? [];
  const setKinds = (kinds: readonly flinkApi.TimelineKind[]) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        if (kinds.length > 0) {
          changed.set('kinds', kinds.join(','));
        } else {
          changed.delete('kinds');
        }
        return changed;
      },
      { replace: true },
    );
  return [TIMELINE_KINDS.filter(kind => named.includes(kind)), setKinds];
}
