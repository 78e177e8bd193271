const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in powers of 1024: "2.1 GiB", "512 B". @public */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) {
    return 'unknown';
  }
  let size = Math.abs(bytes);
  let unit = 0;
  // 1023.95 MiB would be written "1024 MiB".
  while (size >= 1023.95 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  const text = size.toFixed(digits).replace(/\.0$/, '');
  return `${bytes < 0 ? '-' : ''}${text} ${UNITS[unit]}`;
}
