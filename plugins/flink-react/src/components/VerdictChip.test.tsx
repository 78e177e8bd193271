import { VERDICTS } from '@flink-portal/backstage-plugin-flink-common';
import { render, screen } from '@testing-library/react';
import { VerdictChip } from './VerdictChip';

describe('VerdictChip', () => {
  it.each(VERDICTS)('says %s in word, shape and colour', verdict => {
    render(<VerdictChip verdict={verdict} />);
    const chip = screen.getByText(verdict);
    expect(chip).toBeVisible();
    expect(chip.style.color).not.toBe('');
    expect(chip.querySelector('svg')).toHaveAttribute('data-shape', verdict);
  });

  it('gives every verdict a shape of its own', () => {
    const shapes = VERDICTS.map(verdict => {
      const { container, unmount } = render(<VerdictChip verdict={verdict} />);
      const drawn = [...container.querySelectorAll('path, circle, rect')]
        .map(shape => shape.outerHTML)
        .join();
      unmount();
      return drawn;
    });
    expect(new Set(shapes).size).toBe(VERDICTS.length);
  });
});
