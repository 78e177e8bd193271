import { verdictRank } from '@flink-portal/backstage-plugin-flink-common';
import type { Span } from './verdictSpans';

/**
 * Spans as a strip can show them: none shorter than a step, but for what is left over at the end of a
 * watched time. What is shorter is joined with what follows until a step is full, under the worst verdict
 * among them: a short outage stays visible and is not lost in the hours around it.
 *
 * @param spans - oldest first
 * @param stepMs - what one step of the strip stands for
 */
export function stripSpans(spans: readonly Span[], stepMs: number): Span[] {
  const strip: Span[] = [];
  let bundle: Span | undefined;
  const close = () => {
    if (bundle) {
      push(strip, bundle);
      bundle = undefined;
    }
  };
  for (const span of spans) {
    if (bundle && bundle.toMs < span.fromMs) {
      close();
    }
    let { fromMs } = span;
    if (bundle) {
      const fullAtMs: number = bundle.fromMs + stepMs;
      bundle = {
        verdict: worse(bundle, span).verdict,
        fromMs: bundle.fromMs,
        toMs: Math.min(span.toMs, fullAtMs),
      };
      fromMs = bundle.toMs;
      if (bundle.toMs === fullAtMs) {
        close();
      }
    }
    if (span.toMs - fromMs >= stepMs) {
      push(strip, { ...span, fromMs });
    } else if (fromMs < span.toMs) {
      bundle = { ...span, fromMs };
    }
  }
  close();
  return strip;
}

function worse(one: Span, other: Span): Span {
  return verdictRank(one.verdict) <= verdictRank(other.verdict) ? one : other;
}

/** Neighbours of the same verdict are one. */
function push(strip: Span[], span: Span): void {
  const last = strip.at(-1);
  if (last && last.verdict === span.verdict && last.toMs === span.fromMs) {
    strip[strip.length - 1] = { ...last, toMs: span.toMs };
  } else {
    strip.push(span);
  }
}
