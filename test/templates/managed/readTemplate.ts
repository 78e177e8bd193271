import { readFileSync } from 'node:fs';
import { parse, type CollectionTag, type ScalarTag, type YAMLSeq } from 'yaml';

/** Properties, as deep as CloudFormation lets them be. */
export type Properties = Readonly<Record<string, unknown>>;

/** A statement of the role's policy. */
export interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
}

/** A CloudFormation template, with its short forms written out. */
export interface Template {
  readonly all: {
    readonly Resources: Readonly<
      Record<string, { readonly Type: string; readonly Properties: Properties }>
    >;
  };
  readonly Parameters: Readonly<
    Record<
      string,
      {
        readonly AllowedPattern?: string;
        readonly AllowedValues?: readonly (string | number)[];
      }
    >
  >;
  /** Properties of the application. */
  readonly application: Properties;
  readonly statements: readonly Statement[];
  /** Without the job's name. */
  readonly alarmNames: readonly string[];
}

const FUNCTIONS = ['Sub', 'Select', 'Split', 'If', 'Equals', 'Not', 'Join'];

const tags: (ScalarTag | CollectionTag)[] = [
  { tag: '!Ref', resolve: value => ({ Ref: value }) },
  {
    tag: '!GetAtt',
    resolve: value => ({ 'Fn::GetAtt': value.split('.') }),
  },
  { tag: '!Sub', resolve: value => ({ 'Fn::Sub': value }) },
  ...FUNCTIONS.map(
    (name): CollectionTag => ({
      tag: `!${name}`,
      collection: 'seq',
      resolve: value => ({ [`Fn::${name}`]: (value as YAMLSeq).toJSON() }),
    }),
  ),
];

/** Reads a template from a file. */
export function readTemplate(file: string): Template {
  const all = parse(readFileSync(file, 'utf8'), { customTags: tags });
  const { Resources, Parameters } = all;
  const [{ PolicyDocument }] = Resources.ExecutionRole.Properties.Policies;
  return {
    all,
    Parameters,
    application: Resources.Application.Properties,
    statements: PolicyDocument.Statement,
    alarmNames: Object.values<{
      Properties?: { AlarmName?: { 'Fn::Sub': string } };
    }>(Resources).flatMap(({ Properties }) => {
      const name = Properties?.AlarmName?.['Fn::Sub'];
      return name ? [name.replace('${ApplicationName}-', '')] : [];
    }),
  };
}
