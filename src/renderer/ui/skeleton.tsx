import styles from './skeleton.module.css';

/** What a skeleton takes. */
export interface SkeletonProps {
  readonly lines?: number | undefined;
  /** What is being waited for, for assistive technology. */
  readonly label: string;
}

/** Still, grey lines where text will be. They stay invisible for the first 300 ms. */
export function Skeleton({ lines = 3, label }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.line} />
      ))}
    </div>
  );
}
