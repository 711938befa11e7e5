/** The answer to `/code`. The programs are correct: people will copy them. */
export const codePage = `## Code, ready to copy

Each block has a button that copies it as it is. First some TypeScript, which waits until a person has stopped typing:

\`\`\`typescript
/** Calls \`action\` once, \`waitMs\` after the last call. */
export function debounce<A extends unknown[]>(
  action: (...values: A) => void,
  waitMs: number,
): (...values: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), waitMs);
  };
}
\`\`\`

The same idea of patience in Python, with a longer wait after each failure:

\`\`\`python
import time


def retry(action, attempts=3, wait=0.5):
    """Run action until it succeeds; raise the last error if it never does."""
    for attempt in range(attempts):
        try:
            return action()
        except Exception:
            if attempt == attempts - 1:
                raise
            time.sleep(wait * 2**attempt)
\`\`\`

A question for a database:

\`\`\`sql
SELECT author, COUNT(*) AS letters
FROM letters
WHERE sent_at >= '2026-01-01'
GROUP BY author
ORDER BY letters DESC
LIMIT 10;
\`\`\`

A change, as a diff:

\`\`\`diff
 function greet(name) {
-  return 'Hello ' + name;
+  return \`Hello, \${name}.\`;
 }
\`\`\`

And one line for the shell, with \`inline code\` around it:

\`\`\`bash
curl --no-buffer http://localhost:11434/v1/models
\`\`\`
`;
