import { render, screen } from '@testing-library/react';
import { UnreadableNote } from './UnreadableNote';

describe('UnreadableNote', () => {
  it('says what, why and since when', () => {
    render(
      <UnreadableNote
        parts={[
          {
            part: 'metrics',
            status: 'unreadable',
            reason: 'throttled',
            lastGoodAt: new Date(Date.now() - 120_000).toISOString(),
          },
        ]}
      />,
    );
    expect(screen.getByRole('listitem')).toHaveTextContent(
      /Cannot read metrics: the far side is limiting our calls\. Last read 2 min ago/,
    );
  });

  it('says nothing when all was read', () => {
    const { container } = render(
      <UnreadableNote parts={[{ part: 'metrics', status: 'read' }]} />,
    );
    expect(container).toBeEmptyDOMElement();
  });
});
