import TextField from '@material-ui/core/TextField';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useId } from 'react';
import type { ActionDraft } from '../actionDraft';

/** Another Flink version, another build of the same artefact, or both. */
export function UpgradeFields(props: {
  application: flinkApi.ApplicationDetail;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
}) {
  const { application, draft, onChange } = props;
  const id = useId();
  const isManaged = application.runtime === 'managed';
  return (
    <>
      <TextField
        id={`${id}-version`}
        variant="outlined"
        size="small"
        label="Flink version (leave empty to keep it)"
        helperText={`Now ${
          application.flinkVersion ?? 'not read'
        }. For example 2.2.`}
        value={draft.flinkVersion ?? ''}
        onChange={event =>
          onChange({
            ...draft,
            flinkVersion: event.target.value.trim() || undefined,
          })
        }
        inputProps={{ maxLength: 32 }}
      />
      <TextField
        id={`${id}-artifact`}
        variant="outlined"
        size="small"
        label={
          isManaged
            ? 'Object key of the artefact (leave empty to keep it)'
            : 'Tag of the image (leave empty to keep it)'
        }
        helperText={`Now ${
          application.configuration?.artifact ?? 'not read'
        }. Another ${
          isManaged ? 'bucket' : 'repository'
        } cannot be chosen here.`}
        value={draft.artifact ?? ''}
        onChange={event =>
          onChange({
            ...draft,
            artifact: event.target.value.trim() || undefined,
          })
        }
        inputProps={{ maxLength: 1024, spellCheck: false }}
      />
    </>
  );
}
