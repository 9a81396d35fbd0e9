import { AppLink, type AppLinkProps } from '../i18n/app-link.tsx';
import { type ButtonLook, buttonClass } from './button.tsx';

export interface LinkButtonProps extends AppLinkProps, ButtonLook {}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ tone, small, className, ...rest }: LinkButtonProps) {
  return (
    <AppLink
      {...rest}
      className={buttonClass({ ...(tone && { tone }), ...(small && { small }) }, className)}
    />
  );
}
