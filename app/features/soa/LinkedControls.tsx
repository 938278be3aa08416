import type { ReactNode } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { controls } from '#core/catalogue/controls.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { LinkedList } from '../../components/LinkedList.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';

type LinkedControlsProps = {
  title: string;
  level?: 2 | 3;
  none: string;
  linked: readonly ControlId[];
  /** What stands beside a linked control, such as a warning that the SoA excludes it. */
  markOf?: (control: ControlId) => ReactNode;
  /** What stands below a control that could be linked. */
  detailOf?: (control: ControlId) => string;
  /** Who made the link and when. */
  hintOf?: (control: ControlId) => string | undefined;
  onLink: (control: ControlId, holds: boolean) => void;
};

/** Controls that a record or an exhibit names. */
export function LinkedControls(props: LinkedControlsProps) {
  const { linked, markOf, detailOf, hintOf, onLink } = props;
  const { links } = useMessages();
  return (
    <LinkedList
      title={props.title}
      level={props.level}
      none={props.none}
      items={linked.map((control) => ({
        id: control,
        shown: (
          <>
            <div className="words">
              <a className="cut" href={routes.control(control)}>
                <span className="ref">{control}</span> {findControl(control)?.title}
              </a>
            </div>
            {markOf?.(control)}
          </>
        ),
        unlink: {
          label: links.unlink(control),
          hint: hintOf?.(control),
          run: () => onLink(control, false),
        },
      }))}
      add={{
        label: links.linkControl,
        placeholder: links.searchControls,
        nothing: links.noControl,
        items: controls
          .filter(({ id }) => !linked.includes(id))
          .map(({ id, title, keywords }) => ({
            id,
            title: `${id} ${title}`,
            detail: detailOf?.(id) ?? '',
            search: [id, title, ...keywords].join(' '),
          })),
        onChoose: (id) => {
          const control = findControl(id);
          if (control) onLink(control.id, true);
        },
      }}
    />
  );
}
