import { Failure } from '../Failure';
import { parameterValues, type ParameterValues } from './parameters';
import {
  attributeOf,
  physicalId,
  type NamedResource,
  type StackPlace,
} from './physicalIds';
import { isObject, type Template, type TemplateValue } from './readTemplate';

/** Takes a property away: what `Ref: AWS::NoValue` gives. */
const NO_VALUE = Symbol('AWS::NoValue');
type Evaluated = TemplateValue | typeof NO_VALUE;

/** A template with values for its parameters: its functions and conditions worked out. */
export class Stack {
  readonly #template: Template;
  readonly #parameters: ParameterValues;
  readonly #imports: ReadonlyMap<string, TemplateValue>;
  readonly #resources = new Map<string, NamedResource>();
  readonly #busy = new Set<string>();
  readonly place: StackPlace;

  /** @throws Failure for a parameter that is missing, unknown or against its rules */
  constructor(
    template: Template,
    place: StackPlace,
    parameters: Readonly<Record<string, unknown>>,
    imports: ReadonlyMap<string, TemplateValue> = new Map(),
  ) {
    this.#template = template;
    this.place = place;
    this.#imports = imports;
    this.#parameters = parameterValues(template, parameters);
  }

  /**
   * Every resource whose condition holds, worked out.
   *
   * @throws Failure for a reference to nothing, a circle, or a function that is not known
   */
  resources(): NamedResource[] {
    return Object.entries(this.#template.Resources).flatMap(
      ([logicalId, { Condition, DependsOn }]) => {
        [DependsOn ?? []].flat().forEach(name => this.#declared(name));
        return Condition === undefined || this.condition(Condition)
          ? [this.resource(logicalId)]
          : [];
      },
    );
  }

  /** What the stack exports for others, by the name of the export. */
  exports(): Map<string, TemplateValue> {
    const exported = new Map<string, TemplateValue>();
    for (const output of Object.values(this.#template.Outputs ?? {})) {
      if (
        output.Export &&
        (output.Condition === undefined || this.condition(output.Condition))
      ) {
        exported.set(
          String(this.#value(output.Export.Name)),
          this.#value(output.Value) as TemplateValue,
        );
      }
    }
    return exported;
  }

  /** @throws Failure when it does not exist or its condition does not hold */
  resource(logicalId: string): NamedResource {
    const known = this.#resources.get(logicalId);
    if (known) {
      return known;
    }
    const declared = this.#declared(logicalId);
    if (
      declared.Condition !== undefined &&
      !this.condition(declared.Condition)
    ) {
      throw new Failure(
        `Template format error: Unresolved resource dependencies [${logicalId}]: its condition ${declared.Condition} does not hold`,
      );
    }
    if (this.#busy.has(logicalId)) {
      throw new Failure(
        `Circular dependency between resources: [${[...this.#busy].join(
          ', ',
        )}]`,
      );
    }
    this.#busy.add(logicalId);
    const properties = this.#value(declared.Properties ?? {});
    this.#busy.delete(logicalId);
    const resource = {
      logicalId,
      type: declared.Type,
      properties: isObject(properties) ? properties : {},
    };
    this.#resources.set(logicalId, resource);
    return resource;
  }

  condition(name: string): boolean {
    const declared = this.#template.Conditions?.[name];
    if (declared === undefined) {
      throw new Failure(
        `Template format error: Unresolved condition dependency ${name}`,
      );
    }
    return this.#truth(declared);
  }

  #declared(logicalId: string) {
    if (!Object.hasOwn(this.#template.Resources, logicalId)) {
      throw new Failure(
        `Template error: ${logicalId} is referenced, and the template has no such resource or parameter`,
      );
    }
    return this.#template.Resources[logicalId];
  }

  #truth(value: TemplateValue): boolean {
    const worked = this.#value(value);
    return worked === true || worked === 'true';
  }

  #value(value: TemplateValue): Evaluated {
    if (Array.isArray(value)) {
      return value
        .map(item => this.#value(item))
        .filter((item): item is TemplateValue => item !== NO_VALUE);
    }
    if (!isObject(value)) {
      return value;
    }
    const keys = Object.keys(value);
    if (keys.length === 1) {
      const [key] = keys;
      if (key === 'Ref') {
        return this.#ref(String(value.Ref));
      }
      // Elsewhere `Condition` is a property of IAM's and S3's own.
      if (key === 'Condition' && typeof value.Condition === 'string') {
        return this.condition(value.Condition);
      }
      if (key.startsWith('Fn::')) {
        return this.#function(key, value[key]);
      }
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]): [string, Evaluated] => [key, this.#value(member)])
        .filter(
          (pair): pair is [string, TemplateValue] => pair[1] !== NO_VALUE,
        ),
    );
  }

  #ref(name: string): Evaluated {
    const { accountId, region, stackName } = this.place;
    switch (name) {
      case 'AWS::NoValue':
        return NO_VALUE;
      case 'AWS::AccountId':
        return accountId;
      case 'AWS::Region':
        return region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stackName;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/sandbox`;
      default:
        return (
          this.#parameters.get(name) ??
          physicalId(this.place, this.#identified(name))
        );
    }
  }

  /** A resource of which only its name is needed: resources may name each other while they are worked out. */
  #identified(logicalId: string): NamedResource {
    return this.resource(logicalId);
  }

  #attribute(logicalId: string, attribute: string): string {
    const found = attributeOf(
      this.place,
      this.#identified(logicalId),
      attribute,
    );
    if (found === undefined) {
      throw new Failure(
        `Template error: the sandbox knows no attribute ${attribute} of ${logicalId}`,
      );
    }
    return found;
  }

  #function(name: string, argument: TemplateValue): Evaluated {
    const list = () => {
      const worked = this.#value(argument);
      if (!Array.isArray(worked)) {
        throw new Failure(`Template error: ${name} takes a list`);
      }
      return worked;
    };
    switch (name) {
      case 'Fn::GetAtt': {
        const [logicalId, ...attribute] = Array.isArray(argument)
          ? argument.map(String)
          : String(argument).split('.');
        return this.#attribute(logicalId, attribute.join('.'));
      }
      case 'Fn::Sub':
        return this.#substitute(argument);
      case 'Fn::If': {
        // Only the branch in force is worked out: the other may refer to what does not exist.
        const [condition, yes, no] = Array.isArray(argument) ? argument : [];
        return this.#value(this.condition(String(condition)) ? yes : no);
      }
      case 'Fn::Equals': {
        const [left, right] = list();
        return JSON.stringify(textual(left)) === JSON.stringify(textual(right));
      }
      case 'Fn::Not':
        return !(argument as TemplateValue[]).some(one => this.#truth(one));
      case 'Fn::And':
        return (argument as TemplateValue[]).every(one => this.#truth(one));
      case 'Fn::Or':
        return (argument as TemplateValue[]).some(one => this.#truth(one));
      case 'Fn::Join': {
        const [separator, parts] = list();
        return (Array.isArray(parts) ? parts : [parts]).join(String(separator));
      }
      case 'Fn::Split': {
        const [separator, text] = list();
        return String(text).split(String(separator));
      }
      case 'Fn::Select': {
        const [index, options] = list();
        const selected = Array.isArray(options)
          ? options[Number(index)]
          : undefined;
        if (selected === undefined) {
          throw new Failure(
            `Template error: Fn::Select cannot select nonexistent value at index ${index}`,
          );
        }
        return selected;
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = list().map(String);
        const found = this.#template.Mappings?.[map]?.[first]?.[second];
        if (found === undefined) {
          throw new Failure(
            `Template error: Unable to get mapping for ${map}::${first}::${second}`,
          );
        }
        return found;
      }
      case 'Fn::ImportValue': {
        const key = String(this.#value(argument));
        const found = this.#imports.get(key);
        if (found === undefined) {
          throw new Failure(`No export named ${key} found`);
        }
        return found;
      }
      case 'Fn::Base64':
        return Buffer.from(String(this.#value(argument))).toString('base64');
      case 'Fn::GetAZs':
        return ['a', 'b', 'c'].map(zone => `${this.place.region}${zone}`);
      default:
        throw new Failure(
          `The sandbox's CloudFormation does not know ${name}: use another function, or leave it out`,
        );
    }
  }

  #substitute(argument: TemplateValue): string {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    const variables = isObject(own) ? own : {};
    return String(text).replace(
      /\$\{(!?)([^}]+)\}/g,
      (whole, literal: string, name: string) => {
        if (literal) {
          return `\${${name}}`;
        }
        if (Object.hasOwn(variables, name)) {
          return String(this.#value(variables[name]));
        }
        const dot = name.indexOf('.');
        const worked =
          dot > 0
            ? this.#attribute(name.slice(0, dot), name.slice(dot + 1))
            : this.#ref(name);
        return typeof worked === 'symbol' ? '' : String(worked ?? whole);
      },
    );
  }
}

/** CloudFormation compares texts: `!Equals [!Ref Flag, true]` holds for "true". */
function textual(value: TemplateValue): TemplateValue {
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : value;
}
