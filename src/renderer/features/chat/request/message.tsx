import { Text } from '../tools/text.tsx';
import styles from './request.module.css';

/** A text of a server or model, as it is: never Markdown, never a link. */
export function Message({ text }: { readonly text: string }) {
  if (text.trim() === '') return null;
  return (
    <p className={styles.message} dir="auto">
      <Text>{text}</Text>
    </p>
  );
}
