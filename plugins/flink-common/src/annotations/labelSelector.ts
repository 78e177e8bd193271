/** One requirement of a Kubernetes label selector. */
export type LabelRequirement =
  | { readonly operator: 'exists' | 'doesNotExist'; readonly key: string }
  | {
      readonly operator: 'in' | 'notIn';
      readonly key: string;
      readonly values: readonly string[];
    };

/** A selector that was understood, or a sentence that says what is wrong with it. */
export type ParsedSelector =
  | { readonly requirements: readonly LabelRequirement[] }
  | { readonly problem: string };

// Source: Kubernetes, "Labels and Selectors", syntax and character set.
const NAME = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const KEY_PATTERN = `(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?${NAME}`;
const VALUE = new RegExp(`^(?:${NAME})?$`);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY_PATTERN})$`);
const EQUALITY = new RegExp(`^(${KEY_PATTERN})\\s*(==|=|!=)\\s*(\\S*)$`);
const SET = new RegExp(`^(${KEY_PATTERN})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);

/** Reads a selector in Kubernetes syntax: equality, set-based and existence requirements. */
export function parseLabelSelector(text: string): ParsedSelector {
  if (text.trim() === '') {
    return { problem: 'the selector is empty, it would name every object' };
  }
  const requirements: LabelRequirement[] = [];
  for (const part of splitOutsideParentheses(text)) {
    const requirement = parseRequirement(part.trim());
    if (typeof requirement === 'string') {
      return { problem: requirement };
    }
    requirements.push(requirement);
  }
  return { requirements };
}

/** Whether labels satisfy every requirement. An absent label satisfies `!=` and `notin`. */
export function labelsSatisfy(
  requirements: readonly LabelRequirement[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return requirements.every(requirement => {
    const present = Object.hasOwn(labels, requirement.key);
    switch (requirement.operator) {
      case 'exists':
        return present;
      case 'doesNotExist':
        return !present;
      case 'in':
        return present && requirement.values.includes(labels[requirement.key]);
      default:
        return (
          !present || !requirement.values.includes(labels[requirement.key])
        );
    }
  });
}

function parseRequirement(part: string): LabelRequirement | string {
  const exists = EXISTS.exec(part);
  if (exists) {
    return { operator: exists[1] ? 'doesNotExist' : 'exists', key: exists[2] };
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    const [, key, sign, value] = equality;
    return checked(key, sign === '!=' ? 'notIn' : 'in', [value]);
  }
  const set = SET.exec(part);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    return checked(set[1], set[2] === 'in' ? 'in' : 'notIn', values);
  }
  return `"${part}" is not a requirement; expected key=value, key!=value, key in (a,b), key notin (a,b), key or !key`;
}

function checked(
  key: string,
  operator: 'in' | 'notIn',
  values: readonly string[],
): LabelRequirement | string {
  const wrong = values.find(value => !VALUE.test(value));
  return wrong === undefined
    ? { operator, key, values }
    : `"${wrong}" cannot be the value of a label`;
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^()]*\))/);
}
