import { VERDICTS } from '@flink-portal/backstage-plugin-flink-common';
import { seriesColor, verdictColor } from './verdictColors';

// Backgrounds of Backstage's own themes: page and paper.
const BACKGROUNDS = {
  light: ['#f8f8f8', '#ffffff'],
  dark: ['#333333', '#424242'],
} as const;

// Source: WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('colours on the %s theme', theme => {
  it.each(VERDICTS)('%s is readable as text', verdict => {
    for (const background of BACKGROUNDS[theme]) {
      expect(
        contrast(verdictColor(verdict, theme), background),
      ).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each([0, 1, 2, 3, 4, 5])('line %i stands out as a graphic', index => {
    for (const background of BACKGROUNDS[theme]) {
      expect(
        contrast(seriesColor(index, theme), background),
      ).toBeGreaterThanOrEqual(3);
    }
  });
});
