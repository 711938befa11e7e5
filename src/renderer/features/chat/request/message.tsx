import { Text } from '../tools/text.tsx';
import styles from './request.module.css';

/** Longer texts may need to be scrolled, so the keyboard has to reach them (UTF-16 code units). */
const longestStill = 300;

/** A text of a server, as it is: never Markdown, never a link. */
export function Message({
  text,
  label = 'Message of the server',
}: {
  readonly text: string;
  readonly label?: string;
}) {
  if (text.trim() === '') return null;
  const scrolls = text.length > longestStill || text.split('\n').length > 6;
  return (
    <div
      className={styles.message}
      dir="auto"
      {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
    >
      <Text>{text}</Text>
    </div>
  );
}
