import Button from '@material-ui/core/Button';
import type { Cursor } from './useCursor';

/** Turns the pages of a list; nothing where there is one page. */
export function Pager(props: {
  label: string;
  cursor: Cursor;
  nextCursor: string | undefined;
}) {
  const { label, cursor, nextCursor } = props;
  if (cursor.isFirst && nextCursor === undefined) {
    return null;
  }
  return (
    <nav aria-label={label}>
      <Button size="small" disabled={cursor.isFirst} onClick={cursor.previous}>
        Newer
      </Button>
      <Button
        size="small"
        disabled={nextCursor === undefined}
        onClick={() => nextCursor !== undefined && cursor.next(nextCursor)}
      >
        Older
      </Button>
    </nav>
  );
}
