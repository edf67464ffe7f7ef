/** What an attack wants, besides the name `pwned` called in a reader's browser. */
export interface Prey {
  /** A file's name. It must not be in the build's working folder after the build. */
  canary: string
  /** The path of a file whose text must not get into the site. */
  secret: string
}

/** Markdown of a paper, and what a reader must see of it. */
export interface Construct {
  name: string
  markdown: string
  shows: string[]
}

/** JavaScript, without a quote, that writes the canary where Node runs it and calls `pwned` where a browser does. */
function payload({ canary }: Prey): string {
  return `globalThis.process?globalThis.process.getBuiltinModule(/fs/.source).writeFileSync(/${canary}/.source,/x/.source):pwned()`
}

/** An expression of a Vue template that leaves its sandbox. */
function template(prey: Prey): string {
  return `[].constructor.constructor('${payload(prey)}')()`
}

/** Texts that must be shown as they are, wherever a text stands: a title, a docstring, a machine's name. */
export function texts(prey: Prey): string[] {
  const code = payload(prey)
  const expression = template(prey)
  return [
    `{{ ${expression} }}`,
    `{{{ ${expression} }}}`,
    `_vp-fn_(()=>{${code}})()`,
    `</script><script>${code}</script>`,
    `</title><script>${code}</script>`,
    `"><img src=x onerror="${code}">`,
    `' onmouseover='${code}' x='`,
    `<component :is="${expression}"></component>`,
    `<div v-html="${expression}" v-text="1" :class="${expression}" @click="${expression}">v</div>`,
    `<Badge type="tip" :text="${expression}" />`,
    `<ClientOnly>{{ ${expression} }}</ClientOnly>`,
    `<script setup>${code}</script>`,
    `<style>body { background: url(https://host.example/) }</style>`,
    `<!--@include: ${prey.secret}-->`,
    `<!-- a comment -->`,
    `<<< ${prey.secret}`,
    `::: danger {{ ${expression} }}`,
    `[[toc]]`,
    `[text](javascript:${code.replaceAll(/[()]/g, '')})`,
    `![image](data:image/svg+xml;base64,PHN2Zz4=)`,
    `:tada: :rocket: $x^2$ {#custom .class onclick="pwned()"}`,
    '`+pwned()+`__VP_STATIC_START____VP_STATIC_END__`+pwned()+`',
    `'__VP_STATIC_START____VP_STATIC_END__'+pwned()+'`,
    `createStaticVNode('a', 1)+pwned(), createStaticVNode("b", 2)`,
    '__VP_PARAMS_START{}__VP_PARAMS_END__ __VITE_ASSET__abcd1234__ __VITE_PRELOAD__ __VP_HASH_MAP__',
    `\${pwned()} import.meta.env.MODE process.env.NODE_ENV import.meta.url new URL("./x", import.meta.url)`,
    '&lt;b&gt; &#123;&#123; &amp; \\u003c \\{ \\\\ */ pwned() /* // # sourceMappingURL=x.js',
    'f\'{{x}}\' f"{{{x}}}" {{{{x}}}} {% raw %} <% pwned() %>',
    'CR\u0085 LS\u2028 PS\u2029 ZWJ\u200d \u{1F600} ×',
  ]
}

/** Every construct of Markdown in VitePress's documentation, and of Vue's templates. */
export function constructs(prey: Prey): Construct[] {
  const expression = template(prey)
  const mustache = `{{ ${expression} }}`
  const { secret } = prey
  const html = `<img src=x onerror="pwned()">`
  const fence = '```'
  const shown = (name: string, markdown: string): Construct => ({ name, markdown, shows: [markdown] })
  return [
    ...['info', 'tip', 'warning', 'danger', 'details', 'raw', 'v-pre'].flatMap((kind) => [
      shown(`container ${kind}`, `::: ${kind}\n${kind} content\n:::`),
      shown(`container ${kind}, its title a template`, `::: ${kind} ${kind} ${mustache}\ncontent\n:::`),
      shown(`container ${kind}, its title HTML`, `::: ${kind} ${kind} ${html}\ncontent\n:::`),
      shown(
        `container ${kind}, with attributes`,
        `::: ${kind} ${kind} {open onclick="pwned()"}\ncontent\n:::`,
      ),
    ]),
    ...['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'].map((kind) => ({
      name: `alert ${kind}`,
      markdown: `> [!${kind}] ${mustache}\n> alert ${kind}`,
      shows: [`[!${kind}] ${mustache}`, `alert ${kind}`],
    })),
    {
      name: 'code group',
      markdown: `::: code-group\n\n${fence}js [${mustache}]\nconst grouped = 1\n${fence}\n\n${fence}ts [${html}] {1,3}\nconst second = 2\n${fence}\n\n:::`,
      shows: [mustache, html, 'const grouped = 1', 'const second = 2', '::: code-group'],
    },
    {
      name: 'code group with snippet',
      markdown: `::: code-group\n\n<<< ${secret}#region{1,2 js:line-numbers} [${mustache}]\n\n:::`,
      shows: [`<<< ${secret}#region{1,2 js:line-numbers}`],
    },
    ...[
      'js{1,3}',
      'js:line-numbers {1}',
      'vue-html',
      'js:no-line-numbers',
      'ts twoslash',
      `js-vue`,
      'html-vue',
    ].map((info) => ({
      name: `fence ${info}`,
      markdown: `${fence}${info}\n${info}: ${mustache} ${html} // [!code ++] [!code focus] [!code highlight]\n${fence}`,
      shows: [info, `${info}: ${mustache} ${html} // [!code ++] [!code focus] [!code highlight]`],
    })),
    ...[
      `@/secret.txt`,
      `../../secret.txt`,
      secret,
      `${secret}{2}`,
      `${secret}#snippet{1}`,
      `${secret} [${mustache}]`,
    ].map((path) => shown(`snippet ${path}`, `<<< ${path}`)),
    ...[
      `@/secret.txt`,
      `../../secret.txt`,
      secret,
      `${secret}{1,2}`,
      `${secret}#region`,
      `${secret}{,3}`,
    ].flatMap((path) => [
      shown(`include ${path}`, `<!--@include: ${path}-->`),
      shown(`spaced include ${path}`, `text <!--  @include:   ${path}  --> text`),
      {
        name: `include in code ${path}`,
        markdown: `${fence}md\n<!--@include: ${path}-->\n${fence}\n\n    <!-- @include: ${path} -->`,
        shows: [`<!--@include: ${path}-->`, `<!-- @include: ${path} -->`],
      },
    ]),
    shown('table of contents', '[[toc]]'),
    shown('emoji', ':tada: :100: :rocket:'),
    shown('math', '$\\frac{1}{2}$ and $$x^2$$'),
    shown('math block', '$$\nx = {{ pwned() }}\n$$'),
    { name: 'anchor', markdown: `## Anchor {#custom-anchor}`, shows: ['Anchor {#custom-anchor}'] },
    {
      name: 'attributes',
      markdown: `**bold**{onclick="pwned()" .red}`,
      shows: ['bold{onclick="pwned()" .red}'],
    },
    shown('image', `![alt ${mustache}](https://host.example/a.png "title")`),
    shown('image with data', '![alt](data:image/png;base64,AAAA)'),
    shown('image in a link', '[![alt](a.png)](javascript:pwned())'),
    {
      name: 'image by reference',
      markdown: '![alt][picture]\n\n[picture]: https://host.example/b.png',
      shows: ['![alt][picture]'],
    },
    ...[
      'script',
      'script setup',
      'script client',
      'script lang="ts"',
      'style',
      'style module',
      'template',
      'i18n',
    ].map((tag) => shown(`block <${tag}>`, `<${tag}>\npwned(); ${mustache}\n</${tag.split(' ')[0]}>`)),
    ...[
      `<component :is="'script'">pwned()</component>`,
      `<div v-html="${expression}"></div>`,
      `<p v-for="x in ${expression}" :key="x">{{ x }}</p>`,
      `<a :href="'javascript:pwned()'" @click="${expression}">a</a>`,
      `<Badge :text="${expression}" />`,
      `<ClientOnly>${mustache}</ClientOnly>`,
      `<Content /> <Teleport to="body">${mustache}</Teleport> <Suspense></Suspense>`,
      `<slot :x="${expression}" /> <template #default>${mustache}</template>`,
      `<svg onload="pwned()"><use href="data:x"/></svg>`,
      `<iframe srcdoc="<script>pwned()</script>"></iframe>`,
      `<math><mtext><style><img src=x onerror=pwned()></style></mtext></math>`,
      `<base href="https://host.example/"> <link rel="stylesheet" href="https://host.example/a.css">`,
      `<meta http-equiv="refresh" content="0;url=https://host.example/">`,
      `<form action="https://host.example/"><button>go</button></form>`,
      `<!-- comment ${mustache} -->`,
      `<![CDATA[ ${mustache} ]]>`,
      `<?php pwned() ?>`,
      `</div></template><script>pwned()</script><template><div>`,
    ].flatMap((tag) => [shown(`HTML block ${tag}`, tag), shown(`inline HTML ${tag}`, `text ${tag} text`)]),
    shown('text', `text ${mustache} text`),
    ...['{{x}}', '{{{x}}}', `f"{{x}}"`, `f'{{{x!r}}}'`, mustache, '{{ $frontmatter.title }}', '<b>'].map(
      (code) => ({
        name: `inline code ${code}`,
        markdown: `Write \`${code}\` here.`,
        shows: [`Write ${code} here.`],
      }),
    ),
    { name: 'heading', markdown: `### Heading ${mustache}`, shows: [`Heading ${mustache}`] },
    { name: 'heading of HTML', markdown: `### ${html}`, shows: [html] },
    { name: 'setext heading', markdown: `Setext ${mustache}\n---`, shows: [`Setext ${mustache}`] },
    {
      name: 'table',
      markdown: `| ${mustache} | ${html} |\n|:-:|--:|\n| \`${mustache}\` | <!--@include: ${secret}--> |`,
      shows: [mustache, html, `<!--@include: ${secret}-->`],
    },
    { name: 'list', markdown: `- [ ] ${mustache}\n- ${html}`, shows: [`[ ] ${mustache}`, html] },
    { name: 'quote', markdown: `> ${html} ${mustache}`, shows: [`${html} ${mustache}`] },
    { name: 'link text', markdown: `[${mustache}](/papers/)`, shows: [mustache] },
    { name: 'link title', markdown: `[titled](/papers/ '"${html}{{ pwned() }}')`, shows: ['titled'] },
    ...[
      'javascript:pwned()',
      'JaVaScRiPt:pwned()',
      'vbscript:x',
      'data:text/html,x',
      'file:///etc/passwd',
      'blob:x',
    ].flatMap((url) => [
      shown(`link ${url}`, `[link](${url})`),
      { name: `reference ${url}`, markdown: `[link][${url}]\n\n[${url}]: ${url}`, shows: [`[link][${url}]`] },
      shown(`autolink <${url}>`, `text <${url}> text`),
    ]),
    { name: 'encoded link', markdown: '[encoded](java&#115;cript&colon;pwned())', shows: ['[encoded]'] },
    {
      name: 'character references',
      markdown: '&#123;&#123; pwned() }} &lt;b&gt;',
      shows: ['{{ pwned() }} <b>'],
    },
    { name: 'footnote', markdown: 'A footnote[^1].\n\n[^1]: What it says.', shows: ['A footnote'] },
    {
      name: 'frontmatter again',
      markdown: `---\nhead: [[script, {}, "pwned()"]]\n---`,
      shows: ['head: [[script, {}, "pwned()"]]'],
    },
    ...texts(prey)
      .filter((text) => /VP_|VITE|StaticVNode|import\.meta/.test(text))
      .map((text) => ({ name: text, markdown: `${fence}\n${text}\n${fence}`, shows: [text] })),
  ]
}
