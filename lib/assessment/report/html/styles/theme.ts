/** Colours only. Each text colour has a contrast of at least 4.5 on each background it stands on. */
export const THEME_STYLES = `:root{color-scheme:light dark;
--page:#fafaf8;--card:#ffffff;--sunk:#f1f1ee;--ink:#1b1e22;--quiet:#565d66;--line:#dcdcd7;--line-strong:#b9bab4;--link:#1d4f91;--focus:#1d4f91;
--holds:#17663a;--holds-soft:#e2f1e7;--breached:#a8201a;--breached-soft:#fbe6e4;--unproven:#7a4d00;--unproven-soft:#faeed2;--undeclared:#565d66;--undeclared-soft:#ececE8;
--detect:#8c6bb1;--decide:#d08b2c;--recover:#3477b5;--switch:#3a9188}
@media (prefers-color-scheme:dark){:root{
--page:#121417;--card:#191c20;--sunk:#20242a;--ink:#e8e9e7;--quiet:#a5acb5;--line:#2d3238;--line-strong:#4a515a;--link:#93bdf2;--focus:#93bdf2;
--holds:#7ad3a0;--holds-soft:#17301f;--breached:#ff9a90;--breached-soft:#3d1a18;--unproven:#f1c266;--unproven-soft:#362a10;--undeclared:#a5acb5;--undeclared-soft:#282d33;
--detect:#b093d3;--decide:#dfa24c;--recover:#5f9edb;--switch:#56b3a8}}
@media print{:root{color-scheme:light;
--page:#fff;--card:#fff;--sunk:#f4f4f2;--ink:#111;--quiet:#4a4f57;--line:#ccc;--line-strong:#999;--link:#1d4f91;
--holds:#17663a;--holds-soft:#fff;--breached:#a8201a;--breached-soft:#fff;--unproven:#7a4d00;--unproven-soft:#fff;--undeclared:#565d66;--undeclared-soft:#fff}}`;
