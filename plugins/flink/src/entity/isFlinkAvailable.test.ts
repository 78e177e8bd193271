import { FLINK_ANNOTATIONS } from './flinkAnnotations';
import { isFlinkAvailable } from './isFlinkAvailable';
import { entity } from '../__testUtils__';

const withAnnotations = (annotations?: Record<string, string>) => ({
  ...entity,
  metadata: { name: 'x', annotations },
});

describe('isFlinkAvailable', () => {
  it.each(FLINK_ANNOTATIONS)('holds with %s alone', annotation => {
    expect(isFlinkAvailable(withAnnotations({ [annotation]: 'v' }))).toBe(true);
  });

  it.each<Record<string, string> | undefined>([
    undefined,
    {},
    { 'backstage.io/techdocs-ref': 'dir:.' },
  ])('does not hold with %p', annotations => {
    expect(isFlinkAvailable(withAnnotations(annotations))).toBe(false);
  });
});
