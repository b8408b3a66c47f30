// Lines over time drawn on the server: an SVG without script or style of its own, in the colours of the page.
import { LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, SVGRenderer])

export type ChartLine = { readonly name: string; readonly numbers: readonly number[] }
type Props = {
  /** Of the drawing on its page. */
  readonly id: string
  readonly title: string
  /** Below the axis, one for each number. */
  readonly moments: readonly string[]
  readonly lines: readonly ChartLine[]
}

const [width, height] = [720, 280]
/** The page's own colours, so that they turn with its light; each line has its dashes as well. */
const looks = [
  { color: 'var(--soft)', type: 'dotted' },
  { color: 'var(--blue)', type: 'dashed' },
  { color: 'var(--wait)', type: 'solid' },
  { color: 'var(--accent)', type: 'dashed' },
  { color: 'var(--good)', type: 'solid' },
] as const

export function Chart(props: Props) {
  return (
    <figure class="chart">
      <div role="img" tabIndex={0} aria-label={props.title} dangerouslySetInnerHTML={{ __html: drawn(props) }} />
      <figcaption aria-hidden="true">
        {props.lines.map(({ name }, i) => (
          <span class="key">
            <svg width="28" height="12" focusable="false">
              <line x1="0" x2="28" y1="6" y2="6" stroke-width="3" {...strokeOf(i)} />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

const lookOf = (place: number) => looks[place % looks.length]!
const dashes = { dotted: '2 3', dashed: '7 4', solid: undefined }
const strokeOf = (place: number) => ({ stroke: lookOf(place).color, 'stroke-dasharray': dashes[lookOf(place).type] })

/** A drawing follows from its numbers, and most looks ask for the one before. */
const kept = new Map<string, string>()
const mostKept = 100

function drawn({ id, moments, lines }: Props): string {
  const key = JSON.stringify([id, moments, lines])
  const known = kept.get(key)
  if (known !== undefined) return known
  const text = { color: 'var(--soft)', fontSize: 13 }
  const line = { lineStyle: { color: 'var(--line)' } }
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({
    animation: false,
    grid: { left: 48, right: 16, top: 12, bottom: 32 },
    xAxis: {
      type: 'category',
      data: [...moments],
      boundaryGap: false,
      axisLabel: { ...text, interval: Math.ceil(moments.length / 5) - 1 },
      axisLine: line,
      axisTick: { show: false },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: line },
    series: lines.map(({ name, numbers }, place) => ({
      type: 'line',
      name,
      data: [...numbers],
      // A count stands until it is another.
      step: 'end',
      symbol: 'none',
      silent: true,
      emphasis: { disabled: true },
      lineStyle: { ...lookOf(place), width: 2.5 },
      areaStyle: { color: lookOf(place).color, opacity: 0.06 },
    })),
  })
  const svg = plain(chart.renderToSVGString(), id)
  chart.dispose()
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, svg)
  return svg
}

/** Only what a strict policy of contents lets through: attributes instead of styles, no rules, ids of this drawing's own. */
function plain(svg: string, id: string): string {
  return svg
    .replace(/<style[^]*?<\/style>/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((rule) => rule.split(':'))
        .filter(([name, value]) => name && value && name !== 'font-family')
        .map(([name, value]) => ` ${name!.trim()}="${value!.trim()}"`)
        .join(''),
    )
    .replace(/zr\d+-/g, `${id}-`)
    .replace(/^<svg width="\d+" height="\d+"/, '<svg')
}
