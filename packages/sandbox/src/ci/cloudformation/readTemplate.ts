import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { Failure } from '../Failure';

/** Any value of a template, its functions in their long form. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | TemplateValue[]
  | { [key: string]: TemplateValue };

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly MinLength?: number;
  readonly MaxLength?: number;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: { [key: string]: TemplateValue };
}

/** A CloudFormation template. */
export interface Template {
  readonly Parameters?: { [name: string]: TemplateParameter };
  readonly Mappings?: {
    [map: string]: { [key: string]: { [key: string]: TemplateValue } };
  };
  readonly Conditions?: { [name: string]: TemplateValue };
  readonly Resources: { [logicalId: string]: TemplateResource };
  readonly Outputs?: {
    [name: string]: {
      readonly Condition?: string;
      readonly Value: TemplateValue;
      readonly Export?: { readonly Name: TemplateValue };
    };
  };
}

/**
 * Reads a template from YAML with CloudFormation's short forms, or from JSON.
 *
 * @throws Failure with the line when the text is no template
 */
export function readTemplate(file: string, text: string): Template {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    throw new Failure(`${file} is no YAML`, [
      `${file}:${error.linePos?.[0].line ?? 1}: ${error.message}`,
    ]);
  }
  const template = plain(document.contents);
  if (
    !isObject(template) ||
    !isObject(template.Resources) ||
    !Object.values(template.Resources).every(
      one => isObject(one) && typeof one.Type === 'string',
    )
  ) {
    throw new Failure(`${file} is no CloudFormation template`, [
      `${file}:1: A template has Resources, and every one of them a Type.`,
    ]);
  }
  return template as unknown as Template;
}

export function isObject(
  value: unknown,
): value is { [key: string]: TemplateValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plain(node: Node | null | unknown): TemplateValue {
  if (isScalar(node)) {
    return long(node.tag, node.value as TemplateValue);
  }
  if (isSeq(node)) {
    return long(
      node.tag,
      node.items.map(item => plain(item)),
    );
  }
  if (isMap(node)) {
    const members = node.items.map(
      ({ key, value }): [string, TemplateValue] => [
        String(plain(key)),
        plain(value),
      ],
    );
    return long(node.tag, Object.fromEntries(members));
  }
  return null;
}

/** `!Sub x` is `{"Fn::Sub": x}`. */
function long(tag: string | undefined, value: TemplateValue): TemplateValue {
  if (!tag?.startsWith('!') || tag === '!') {
    return value;
  }
  const name = tag.slice(1);
  switch (name) {
    case 'Ref':
    case 'Condition':
      return { [name]: value };
    case 'GetAtt':
      return {
        'Fn::GetAtt':
          typeof value === 'string'
            ? [
                value.slice(0, value.indexOf('.')),
                value.slice(value.indexOf('.') + 1),
              ]
            : value,
      };
    default:
      return { [`Fn::${name}`]: value };
  }
}
