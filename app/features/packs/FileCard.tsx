import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon.tsx';
import type { IconName } from '../../components/Icon.tsx';

type FileCardProps = {
  icon: IconName;
  title: string;
  text: string;
  detail: string;
  /** The buttons. */
  children: ReactNode;
};

/** A kind of file that leaves the device: what it is for, and how to save it. */
export function FileCard({ icon, title, text, detail, children }: FileCardProps) {
  return (
    <section className="card file-card">
      <span className="sign">
        <Icon name={icon} />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
        <p className="help">{detail}</p>
        {children}
      </div>
    </section>
  );
}
