import { MenuItem, TextField } from '@material-ui/core';
import { useApi } from '@backstage/core-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** At most so many are offered; more are better found by their ARN. */
const LIMIT = 200;

/** What the catalog already knows of a kind. Nothing is shown when it knows none: the ARN is asked for anyway. */
export function CatalogChoice(props: {
  id?: string;
  label: string;
  entityTypes: readonly string[];
  value: string | undefined;
  disabled?: boolean;
  onPick: (entity: Entity | undefined) => void;
}) {
  const { entityTypes, value, onPick } = props;
  const catalog = useApi(catalogApiRef);
  const types = entityTypes.join(',');
  const { value: entities = [], error } = useAsync(async () => {
    const { items } = await catalog.getEntities({
      filter: { kind: 'Resource', 'spec.type': types.split(',') },
      fields: ['kind', 'metadata', 'spec.type', 'spec.owner'],
      limit: LIMIT,
      order: [{ field: 'metadata.name', order: 'asc' }],
    });
    return items;
  }, [catalog, types]);
  if (error) {
    return (
      <TextField
        fullWidth
        margin="dense"
        label={props.label}
        disabled
        value=""
        helperText="The catalog could not be read now. Fill in what follows by hand."
      />
    );
  }
  if (entities.length === 0) {
    return null;
  }
  const picked = entities.some(entity => stringifyEntityRef(entity) === value)
    ? value
    : '';
  return (
    <TextField
      id={props.id}
      select
      fullWidth
      margin="dense"
      label={props.label}
      disabled={props.disabled}
      value={picked}
      helperText="The catalog then shows that the job depends on it."
      onChange={event =>
        onPick(
          entities.find(
            entity => stringifyEntityRef(entity) === event.target.value,
          ),
        )
      }
    >
      <MenuItem value="">Not in the catalog</MenuItem>
      {entities.map(entity => (
        <MenuItem
          key={stringifyEntityRef(entity)}
          value={stringifyEntityRef(entity)}
        >
          {entity.metadata.title ?? entity.metadata.name}
        </MenuItem>
      ))}
    </TextField>
  );
}
