import { getImageProps } from 'next/image';
import type { Locale } from '../i18n/locales.ts';
import { type PictureName, pictures } from './pictures.ts';
import styles from './product-picture.module.css';

export interface ProductPictureProps {
  readonly locale: Locale;
  readonly name: PictureName;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** How wide it stands, as in the `sizes` of an image. */
  readonly sizes: string;
  /** It is seen first: fetch it at once. */
  readonly first?: boolean;
}

/** A screen of the product, sent as AVIF or WebP in the size that the device needs. A plain image: it needs no script in the browser. */
export function ProductPicture({ locale, name, alt, sizes, first }: ProductPictureProps) {
  const { props } = getImageProps({
    src: pictures[locale][name],
    alt,
    sizes,
    ...(first ? { loading: 'eager', fetchPriority: 'high' } : { loading: 'lazy' }),
  });
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/performance/noImgElement: its attributes are those of next/image */}
      <img {...props} alt={alt} />
    </div>
  );
}
