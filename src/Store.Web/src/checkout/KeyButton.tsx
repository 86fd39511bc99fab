import { Button, type ButtonProps } from 'antd';

/** A button that shows the key it can be pressed with. */
export function KeyButton({ hint, children, ...rest }: ButtonProps & { readonly hint: string }) {
  return <Button {...rest}><span><span className="key" aria-hidden>{hint}</span>{children}</span></Button>;
}
