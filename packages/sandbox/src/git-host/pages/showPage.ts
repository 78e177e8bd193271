import type { Response } from 'express';
import { page, type Html } from './html';

/** Sends a page that may run nothing. */
export function showPage(
  response: Response,
  title: string,
  body: Html,
  refreshSeconds?: number,
): void {
  response
    .set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    )
    .type('html')
    .send(page(title, body, refreshSeconds));
}
