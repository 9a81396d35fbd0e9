import { PAGE_STYLES } from './styles/page.ts';
import { PART_STYLES } from './styles/parts.ts';
import { THEME_STYLES } from './styles/theme.ts';
import { TOPOLOGY_STYLES } from './styles/topology.ts';

/** The whole style sheet; it goes into the page as it is, so that the file needs no network. */
export const STYLES = [THEME_STYLES, PAGE_STYLES, PART_STYLES, TOPOLOGY_STYLES].join('\n');
