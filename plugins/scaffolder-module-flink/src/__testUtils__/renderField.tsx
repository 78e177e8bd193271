import {
  TestApiProvider,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { Entity } from '@backstage/catalog-model';
import {
  parseStandards,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkApiRef,
  type FlinkApi,
} from '@flink-portal/backstage-plugin-flink-react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useState, type ComponentType } from 'react';
import { SWRConfig } from 'swr';
import { parse } from 'yaml';
import type { FieldProps } from '../frame/fieldProps';

/** The standards of this repository. */
export const standards: PlatformStandards = parseStandards(
  parse(
    readFileSync(
      join(__dirname, '../../../../templates/standards.yaml'),
      'utf8',
    ),
  ),
);

export interface RenderOptions<T> {
  readonly value?: T;
  readonly options?: Record<string, unknown>;
  readonly answers?: Record<string, unknown>;
  readonly api?: Partial<FlinkApi>;
  readonly entities?: Entity[];
  readonly schema?: Record<string, unknown>;
}

/** Renders a field as a form does, keeps its value, and hands out what it last became. */
export function renderField<T>(
  Field: ComponentType<FieldProps<T>>,
  options: RenderOptions<T> = {},
) {
  const { answers = {}, api = {}, entities = [], schema = {} } = options;
  const seen: { value: T | undefined } = { value: options.value };
  function Form() {
    const [value, setValue] = useState(options.value);
    seen.value = value;
    const props = {
      formData: value,
      onChange: setValue,
      schema,
      uiSchema: { 'ui:options': options.options ?? {} },
      idSchema: { $id: 'root_field' },
      formContext: { formData: answers },
      rawErrors: [],
      required: true,
    };
    // A form gives many more props, of which the fields use none.
    return <Field {...(props as unknown as FieldProps<T>)} />;
  }
  renderInTestApp(
    <TestApiProvider
      apis={[
        [
          flinkApiRef,
          {
            getStandards: async () => standards,
            listApplications: async () => ({ items: [] }),
            ...api,
          } as unknown as FlinkApi,
        ],
        [signalApiRef, { subscribe: () => ({ unsubscribe() {} }) }],
        [catalogApiRef, { getEntities: async () => ({ items: entities }) }],
      ]}
    >
      <SWRConfig value={{ provider: () => new Map() }}>
        <Form />
      </SWRConfig>
    </TestApiProvider>,
  );
  return seen;
}
