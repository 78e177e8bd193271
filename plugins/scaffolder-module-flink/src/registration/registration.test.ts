import { FIELD_NAMES } from './fieldNames';
import { FIELDS } from './fields';
import * as legacy from './legacyFields';

describe('the fields', () => {
  it('are there for both frontend systems under the same names', () => {
    expect(Object.keys(FIELDS).sort()).toEqual([...FIELD_NAMES].sort());
    expect(Object.keys(legacy).sort()).toEqual(
      FIELD_NAMES.map(name => `${name}FieldExtension`).sort(),
    );
  });
});
