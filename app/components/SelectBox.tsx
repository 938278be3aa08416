import { Icon } from './Icon.tsx';

type SelectBoxProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** A choice among equals: no option means "any", so none of them stands out. */
  equal?: boolean;
};

/** The browser's own select, dressed: small, and at home on every platform. The first option means "any", unless all are equal. */
export function SelectBox<Value extends string>({
  label,
  value,
  options,
  onChange,
  equal = false,
}: SelectBoxProps<Value>) {
  return (
    <span className="select" data-set={!equal && value !== options[0]?.value}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}
