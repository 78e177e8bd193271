import { useApi } from '@backstage/core-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { Typography } from '@material-ui/core';
import { useMemo } from 'react';
import { answersOf, type FieldProps } from '../frame/fieldProps';
import { repositoryHosts } from './repositoryHosts';

/**
 * The scaffolder's own picker, offered every git host of the portal: it shows none unless a template names them,
 * and a template does not know a company's hosts. The repository has the job's name unless somebody changes it.
 */
export function FlinkRepository(props: FieldProps<string>) {
  const integrations = useApi(scmIntegrationsApiRef);
  const hosts = useMemo(
    () => repositoryHosts(integrations.list()),
    [integrations],
  );
  const { uiSchema } = props;
  const uiSchemaWithHosts = useMemo(
    () => ({
      ...uiSchema,
      'ui:options': { allowedHosts: hosts, ...uiSchema['ui:options'] },
    }),
    [uiSchema, hosts],
  );
  const Picker = props.registry.fields.RepoUrlPicker;
  const { name } = answersOf(props);
  if (hosts.length === 0 || !Picker) {
    return (
      <Typography color="error" role="alert" variant="body2">
        This portal has no git host. Ask your platform team to configure one
        under integrations.
      </Typography>
    );
  }
  const first = name
    ? `${hosts[0]}?${new URLSearchParams({ repo: name })}`
    : undefined;
  return (
    <Picker
      {...props}
      uiSchema={uiSchemaWithHosts}
      formData={props.formData ?? first}
    />
  );
}
