import type { FieldProps } from '../frame/fieldProps';
import { CommonChoice } from './CommonChoice';
import { regionsFor } from './offered';

/** The AWS region, of those that every chosen environment has. */
export function FlinkRegion(props: FieldProps<string>) {
  return (
    <CommonChoice
      {...props}
      singular="Region"
      plural="regions"
      offered={regionsFor}
    />
  );
}
