import TextField from '@material-ui/core/TextField';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useId } from 'react';
import { parallelismText } from '../../card/figureTexts';
import type { ActionDraft } from '../actionDraft';

/** How many subtasks, and how that divides into the units the managed service charges for. */
export function RescaleFields(props: {
  application: flinkApi.ApplicationDetail;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
}) {
  const { application, draft, onChange } = props;
  const id = useId();
  const { configuration } = application;
  const currentPerKpu = configuration?.parallelismPerKpu;
  const perKpu = draft.parallelismPerKpu ?? currentPerKpu;
  const isManaged = application.runtime === 'managed';
  return (
    <>
      <TextField
        id={`${id}-parallelism`}
        type="number"
        variant="outlined"
        size="small"
        label="Parallelism"
        helperText={`Now ${parallelismText(application) ?? 'not read'}.`}
        value={draft.parallelism ?? ''}
        onChange={event =>
          onChange({ ...draft, parallelism: numberOf(event.target.value) })
        }
        inputProps={{ min: 1, max: 32768, step: 1 }}
      />
      {isManaged && (
        <TextField
          id={`${id}-per-kpu`}
          type="number"
          variant="outlined"
          size="small"
          label="Parallelism per KPU (leave empty to keep it)"
          helperText={`Now ${currentPerKpu ?? 'not read'}.`}
          value={draft.parallelismPerKpu ?? ''}
          onChange={event =>
            onChange({
              ...draft,
              parallelismPerKpu: numberOf(event.target.value),
            })
          }
          inputProps={{ min: 1, max: 8, step: 1 }}
        />
      )}
      {isManaged && (
        <div role="status">
          {kpuSentence(
            // What runs, and is paid for, may be more than was asked for.
            application.currentParallelism ?? application.parallelism,
            currentPerKpu,
            draft.parallelism,
            perKpu,
          )}
        </div>
      )}
    </>
  );
}

function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

/** `16 at 4 per KPU are 4 KPUs; now 2.` The service adds one for orchestration, before and after alike. */
export function kpuSentence(
  current: number | undefined,
  currentPerKpu: number | undefined,
  wanted: number | undefined,
  perKpu: number | undefined,
): string {
  const after = kpus(wanted, perKpu);
  if (after === undefined) {
    return '';
  }
  const before = kpus(current, currentPerKpu);
  return `${wanted} at ${perKpu} per KPU ${
    after === 1 ? 'is 1 KPU' : `are ${after} KPUs`
  }${
    before === undefined ? '' : `; now ${before}`
  }, besides the one for orchestration.`;
}

function kpus(
  parallelism: number | undefined,
  perKpu: number | undefined,
): number | undefined {
  return parallelism && perKpu ? Math.ceil(parallelism / perKpu) : undefined;
}
