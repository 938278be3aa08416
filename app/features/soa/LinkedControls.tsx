import type { ReactNode } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { LinkedList } from '../../components/LinkedList.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useControlNames } from '../control-names.ts';
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
  const names = useControlNames();
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
                <span className="ref">{names.referenceOf(control)}</span> {names.find(control)?.title}
              </a>
            </div>
            {markOf?.(control)}
          </>
        ),
        unlink: {
          label: links.unlink(names.referenceOf(control)),
          hint: hintOf?.(control),
          run: () => onLink(control, false),
        },
      }))}
      add={{
        label: links.linkControl,
        placeholder: links.searchControls,
        nothing: links.noControl,
        items: names.all
          .filter(({ id }) => !linked.includes(id))
          .map(({ id, reference, title }) => ({
            id,
            title: `${reference} ${title}`,
            detail: detailOf?.(id) ?? '',
            search: [reference, title, ...(findControl(id)?.keywords ?? [])].join(' '),
          })),
        onChoose: (id) => {
          const control = names.find(id);
          if (control) onLink(control.id, true);
        },
      }}
    />
  );
}
