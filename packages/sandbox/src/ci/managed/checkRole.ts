import {
  attributeOf,
  type NamedResource,
  type StackPlace,
} from '../cloudformation/physicalIds';
import { isObject, type TemplateValue } from '../cloudformation/readTemplate';
import { Failure } from '../Failure';

const ROLE = 'AWS::IAM::Role';
const SERVICE = 'kinesisanalytics.amazonaws.com';

function listed(value: TemplateValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value ?? []].flat()).map(String);
}

/** IAM's wildcards: `*` is any text, `?` any character; actions do not care about case. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(text);
}

function statementsOf(document: TemplateValue | undefined) {
  const statement = isObject(document) ? document.Statement : undefined;
  return (Array.isArray(statement) ? statement : [statement]).filter(isObject);
}

function allows(
  role: NamedResource,
  action: string,
  resource: string,
): boolean {
  const policies = Array.isArray(role.properties.Policies)
    ? role.properties.Policies
    : [];
  return policies
    .filter(isObject)
    .flatMap(policy => statementsOf(policy.PolicyDocument))
    .some(
      statement =>
        statement.Effect === 'Allow' &&
        listed(statement.Action).some(one =>
          matches(one.toLowerCase(), action.toLowerCase()),
        ) &&
        listed(statement.Resource).some(one => matches(one, resource)),
    );
}

/**
 * What the service finds out only when it starts the job: whether it may take the role, and whether the role may
 * read the code.
 *
 * @throws Failure in words, when not
 */
export function checkRole(
  place: StackPlace,
  resources: readonly NamedResource[],
  roleArn: string,
  codeArn: string,
): void {
  const roles = resources.filter(one => one.type === ROLE);
  const role = roles.find(one => attributeOf(place, one, 'Arn') === roleArn);
  if (!role) {
    throw new Failure(`There is no role ${roleArn}`, [
      `The account has no such role, and the template makes ${
        roles.length === 0
          ? 'none'
          : roles.map(one => attributeOf(place, one, 'Arn')).join(', ')
      }.`,
    ]);
  }
  const trusts = statementsOf(role.properties.AssumeRolePolicyDocument).some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' &&
      isObject(Principal) &&
      listed(Principal.Service).includes(SERVICE) &&
      listed(Action).includes('sts:AssumeRole'),
  );
  if (!trusts) {
    throw new Failure(`${role.logicalId} does not trust ${SERVICE}`, [
      `Kinesis Analytics service doesn't have sufficient privileges to assume the role ${roleArn}. Let its AssumeRolePolicyDocument allow sts:AssumeRole to ${SERVICE}.`,
    ]);
  }
  if (!allows(role, 's3:GetObject', codeArn)) {
    throw new Failure(`${role.logicalId} may not read the code`, [
      `No statement of ${role.logicalId} allows s3:GetObject on ${codeArn}, so that the service cannot load the job.`,
    ]);
  }
}
