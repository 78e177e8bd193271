import { KubernetesObject, stringAt } from '../store/objects';
import { Resource } from './resources';
import { badRequest } from './status-error';

/** Tells whether an object is selected. */
export type Predicate = (object: KubernetesObject) => boolean;

const REQUIREMENT =
  /^\s*(?:(!)\s*([^\s!=,()]+)|([^\s!=,()]+)\s+(in|notin)\s*\(([^)]*)\)|([^\s!=,()]+)\s*(==|=|!=)\s*([^\s,()]*)|([^\s!=,()]+))\s*$/;

/**
 * A `labelSelector`: equality and set-based requirements.
 *
 * @throws StatusError 400 when it cannot be parsed.
 */
export function labelPredicate(selector: string | undefined): Predicate {
  if (!selector?.trim()) return () => true;
  const requirements = splitRequirements(selector).map(text => {
    const match = REQUIREMENT.exec(text);
    if (!match) {
      throw badRequest(`unable to parse requirement: "${text}"`);
    }
    return requirement(match);
  });
  return object => {
    const labels = object.metadata.labels ?? {};
    return requirements.every(holds => holds(labels));
  };
}

function splitRequirements(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).filter(text => text.trim() !== '');
}

type Labels = { [key: string]: string };

function requirement(match: RegExpExecArray): (labels: Labels) => boolean {
  const [, , absent, setKey, setOperator, values, key, operator, value, has] =
    match;
  if (absent) return labels => !(absent in labels);
  if (has) return labels => has in labels;
  if (setKey) {
    const allowed = values.split(',').map(item => item.trim());
    return setOperator === 'in'
      ? labels => setKey in labels && allowed.includes(labels[setKey])
      : labels => !(setKey in labels) || !allowed.includes(labels[setKey]);
  }
  return operator === '!='
    ? labels => labels[key] !== value
    : labels => labels[key] === value;
}

const EVENT_FIELDS = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

const POD_FIELDS = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.phase',
  'status.podIP',
];

function selectableFields(resource: Resource): string[] {
  const common = ['metadata.name', 'metadata.namespace'];
  if (resource.group === '' && resource.plural === 'events') {
    return [...common, ...EVENT_FIELDS];
  }
  if (resource.group === '' && resource.plural === 'pods') {
    return [...common, ...POD_FIELDS];
  }
  if (resource.plural === 'namespaces') return [...common, 'status.phase'];
  return common;
}

/**
 * A `fieldSelector`. Only the fields Kubernetes indexes can be selected on; status fields of
 * custom resources cannot.
 *
 * @throws StatusError 400 for any other field.
 */
export function fieldPredicate(
  resource: Resource,
  selector: string | undefined,
): Predicate {
  if (!selector?.trim()) return () => true;
  const allowed = selectableFields(resource);
  const tests = selector.split(',').map(text => {
    const match = /^\s*([^!=\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(text);
    if (!match) throw badRequest(`invalid selector: '${text}'`);
    const [, field, operator, value] = match;
    if (!allowed.includes(field)) {
      throw badRequest(
        `Unable to find "${resource.group}/${resource.version}, Resource=${resource.plural}" that match label selector "", field selector "${selector}": field label not supported: ${field}`,
      );
    }
    const path =
      field === 'source' ? ['source', 'component'] : field.split('.');
    return (object: KubernetesObject) => {
      const found = stringAt(object, ...path) ?? '';
      return operator === '!=' ? found !== value : found === value;
    };
  });
  return object => tests.every(test => test(object));
}
