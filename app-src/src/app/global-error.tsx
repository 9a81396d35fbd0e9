'use client';

/** Stands in when even the frame of a page threw. It needs no style, no translation and no data, since any of them may be what threw. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Holdfast</title>
        <main>
          <h1>This page stumbled</h1>
          <p>Something on it went wrong. Trying again often helps.</p>
          <p lang="zh-TW">頁面發生錯誤，通常再試一次即可解決。</p>
          <button type="button" onClick={reset}>
            Try again · <span lang="zh-TW">再試一次</span>
          </button>
        </main>
      </body>
    </html>
  );
}
