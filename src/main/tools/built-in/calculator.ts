import type { ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput } from './built-in-tool.ts';
import { evaluate, ExpressionError } from './expression.ts';

/**
 * Significant digits that a JavaScript number represents exactly; more would show rounding errors.
 */
const digits = 15;

/** Creates the calculator, so that models need not guess results. */
export function createCalculatorSource(): ToolSource {
  return createBuiltInSource('calculator', [
    {
      name: 'calculate',
      title: 'Calculate',
      description:
        'Computes an arithmetic expression exactly as written: + - * / ^ ( ) ! %, pi, e, sqrt, log, ln, sin, round, min, max, mean, mod, factorial and the like. Angles are in radians. % means per cent; use mod(a, b) for remainders.',
      inputSchema: {
        type: 'object',
        properties: {
          expression: { type: 'string', description: 'Such as (19.99 * 3 + 5) * 1.19' },
        },
        required: ['expression'],
      },
      needsNoPermission: true,
      run(args) {
        try {
          const value = evaluate(textArgument(args, 'expression'));
          return textOutput(String(Number(value.toPrecision(digits))));
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
          return textOutput(error.message, true);
        }
      },
    },
  ]);
}
