import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useId } from 'react';
import type { ActionDraft } from '../actionDraft';
import { SnapshotPicker } from './SnapshotPicker';

type FromType = flinkApi.ActionRequestFromTypeEnum;

const CHOICES: ReadonlyArray<readonly [FromType, string]> = [
  ['latest', 'From its newest state'],
  ['snapshot', 'From a snapshot that I choose'],
  ['none', 'Without its state: it begins as if it had never run'],
];

/** From which state an application starts. */
export function StartFields(props: {
  application: flinkApi.ApplicationDetail;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
}) {
  const { application, draft, onChange } = props;
  const labelId = useId();
  const from = draft.from ?? { type: 'latest' };
  return (
    <>
      <FormControl component="fieldset">
        <FormLabel component="legend" id={labelId}>
          Start from
        </FormLabel>
        <RadioGroup
          aria-labelledby={labelId}
          value={from.type}
          onChange={event => {
            const type = CHOICES.find(
              ([known]) => known === event.target.value,
            );
            if (type) {
              onChange({
                kind: 'start',
                from: { type: type[0] },
                ...(type[0] !== 'none' && {
                  allowNonRestoredState: draft.allowNonRestoredState,
                }),
              });
            }
          }}
        >
          {CHOICES.map(([type, words]) => (
            <FormControlLabel
              key={type}
              value={type}
              control={<Radio color="primary" size="small" />}
              label={words}
            />
          ))}
        </RadioGroup>
      </FormControl>
      {from.type === 'snapshot' && (
        <SnapshotPicker
          application={application}
          isForRestoring
          selected={from.snapshotName}
          onSelect={snapshotName =>
            onChange({ ...draft, from: { type: 'snapshot', snapshotName } })
          }
        />
      )}
      {from.type !== 'none' && (
        <NonRestoredField draft={draft} onChange={onChange} />
      )}
    </>
  );
}

/** Whether state of operators that are gone may be dropped. */
export function NonRestoredField(props: {
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
}) {
  const { draft, onChange } = props;
  return (
    <FormControlLabel
      control={
        <Checkbox
          color="primary"
          size="small"
          checked={draft.allowNonRestoredState === true}
          onChange={(_event, isChecked) =>
            onChange({
              ...draft,
              allowNonRestoredState: isChecked ? true : undefined,
            })
          }
        />
      }
      label="Drop the state of operators that no longer exist, instead of failing"
    />
  );
}
