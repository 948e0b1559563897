/** Buttons, fields, switches and choices, by their roles and names. */
import { Search } from 'lucide-react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import {
  Button,
  IconButton,
  PasswordField,
  RadioTiles,
  ReachMark,
  SearchField,
  SegmentedTabs,
  Select,
  Slider,
  SwitchRow,
  TextField,
} from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

function Until() {
  const [value, setValue] = useState<'day' | 'week'>('day')
  return (
    <Select
      label="언제까지"
      value={value}
      onChange={setValue}
      options={[
        { value: 'day', label: '하루' },
        { value: 'week', label: '일주일' },
      ]}
    />
  )
}

describe('a button', () => {
  it('that is busy says so, keeps the focus and does not act again', async () => {
    const onClick = vi.fn<() => void>()
    const { redraw } = draw(<Button onClick={onClick}>추가하기</Button>)
    await expect.element(page.getByRole('button')).toBeInTheDocument()
    await userEvent.keyboard('{Tab}{Enter}')
    const width = page.getByRole('button').element().clientWidth
    redraw(
      <Button onClick={onClick} busy="추가하는 중">
        추가하기
      </Button>,
    )
    const button = page.getByRole('button', { name: '추가하는 중' })
    await expect.element(button).toHaveFocus()
    await expect.element(button).toHaveAttribute('aria-busy', 'true')
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    await userEvent.keyboard('{Enter}')
    expect(onClick).toHaveBeenCalledOnce()
    expect(button.element().clientWidth).toBeGreaterThanOrEqual(width)
  })

  it('that is off can be reached, says why, and does nothing', async () => {
    const onClick = vi.fn<() => void>()
    draw(
      <Button off="방에 아직 아무도 없어요" onClick={onClick}>
        보내기
      </Button>,
    )
    await expect.element(page.getByRole('button')).toBeInTheDocument()
    await userEvent.keyboard('{Tab}')
    const button = page.getByRole('button', { name: '보내기' })
    await expect.element(button).toHaveFocus()
    await expect.element(button).toHaveAttribute('aria-description', '방에 아직 아무도 없어요')
    await expect.element(page.getByText('방에 아직 아무도 없어요')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    expect(onClick).not.toHaveBeenCalled()
  })

  it('with an icon alone has a name, and shows it with its shortcut', async () => {
    draw(<IconButton icon={Search} label="찾기" shortcut="Ctrl K" />)
    await expect.element(page.getByRole('button', { name: '찾기' })).toBeInTheDocument()
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByText('Ctrl K')).toBeVisible()
  })
})

describe('a field', () => {
  it('is named by its label and described by its hint', async () => {
    draw(<TextField label="이름" hint="나중에 바꿀 수 있어요." />)
    const field = page.getByRole('textbox', { name: '이름' })
    await expect.element(field).toHaveAccessibleDescription('나중에 바꿀 수 있어요.')
    await expect.element(field).not.toHaveAttribute('aria-invalid')
  })

  it('is described by its error instead, when there is one', async () => {
    draw(<TextField label="초대장" hint="받은 문장을 그대로 붙여요." error="이 초대장은 끝났어요. 새로 보내 달라고 해 보세요." />)
    const field = page.getByRole('textbox', { name: '초대장' })
    await expect.element(field).toHaveAttribute('aria-invalid', 'true')
    await expect.element(field).toHaveAccessibleDescription('이 초대장은 끝났어요. 새로 보내 달라고 해 보세요.')
  })

  it('for a passphrase hides it until asked', async () => {
    draw(<PasswordField label="비밀번호" />)
    const field = page.getByLabelText('비밀번호')
    await field.fill('감나무 아래')
    await expect.element(field).toHaveAttribute('type', 'password')
    await page.getByRole('button', { name: '적은 글자 보기' }).click()
    await expect.element(field).toHaveAttribute('type', 'text')
    await expect.element(field).toHaveValue('감나무 아래')
  })

  it('for searching is emptied by Esc before the key goes on', async () => {
    const onKeyDown = vi.fn<(key: string) => void>()
    function Searching() {
      const [query, setQuery] = useState('')
      return (
        <div onKeyDown={({ key }) => onKeyDown(key)}>
          <SearchField label="방과 사람 찾기" value={query} onChange={setQuery} />
        </div>
      )
    }
    draw(<Searching />)
    const field = page.getByRole('searchbox', { name: '방과 사람 찾기' })
    await field.fill('엄마')
    await userEvent.keyboard('{Escape}')
    await expect.element(field).toHaveValue('')
    expect(onKeyDown).not.toHaveBeenCalledWith('Escape')
    await userEvent.keyboard('{Escape}')
    expect(onKeyDown).toHaveBeenCalledWith('Escape')
  })
})

describe('a choice', () => {
  it('by a switch has the title of its row as its name and its line as description', async () => {
    function Row() {
      const [isOn, setOn] = useState(false)
      return <SwitchRow title="쓰는 중이라고 알리기" text="켜 두는 동안만 상대의 것도 보여요." isOn={isOn} onChange={setOn} />
    }
    draw(<Row />)
    const control = page.getByRole('switch', { name: '쓰는 중이라고 알리기' })
    await expect.element(control).toHaveAccessibleDescription('켜 두는 동안만 상대의 것도 보여요.')
    await expect.element(control).not.toBeChecked()
    await userEvent.keyboard('{Tab} ')
    await expect.element(control).toBeChecked()
    await page.getByText('쓰는 중이라고 알리기').click()
    await expect.element(control).not.toBeChecked()
  })

  it('by a switch that is off says why and stays', async () => {
    const onChange = vi.fn<(isOn: boolean) => void>()
    draw(<SwitchRow title="창을 닫아도 켜 두기" isOn={false} onChange={onChange} off="컴퓨터용 앱에서만 돼요" />)
    await page.getByRole('switch').click({ force: true })
    expect(onChange).not.toHaveBeenCalled()
    await expect.element(page.getByRole('switch')).toHaveAttribute('aria-description', '컴퓨터용 앱에서만 돼요')
  })

  it('by tiles moves with the arrows', async () => {
    function Tiles() {
      const [value, setValue] = useState<'light' | 'dark'>('light')
      return (
        <RadioTiles
          label="테마"
          value={value}
          onChange={setValue}
          tiles={[
            { value: 'light', label: '밝게' },
            { value: 'dark', label: '어둡게' },
          ]}
        />
      )
    }
    draw(<Tiles />)
    await expect.element(page.getByRole('radiogroup', { name: '테마' })).toBeInTheDocument()
    await userEvent.keyboard('{Tab}{ArrowRight}')
    await expect.element(page.getByRole('radio', { name: '어둡게' })).toBeChecked()
  })

  it('by a slider has a name and tells its value in words', async () => {
    function Size() {
      const [value, setValue] = useState(100)
      return <Slider label="글자 크기" value={value} onChange={setValue} min={90} max={150} step={10} valueText={(at) => `${at}퍼센트`} />
    }
    draw(<Size />)
    const slider = page.getByRole('slider', { name: '글자 크기' })
    await expect.element(slider).toBeInTheDocument()
    await userEvent.keyboard('{Tab}{ArrowRight}')
    await expect.element(slider).toHaveAttribute('aria-valuetext', '110퍼센트')
    await userEvent.keyboard('{End}')
    await expect.element(slider).toHaveAttribute('aria-valuetext', '150퍼센트')
  })

  it('from a list shows what was chosen', async () => {
    draw(<Until />)
    const select = page.getByRole('combobox', { name: '언제까지' })
    await expect.element(select).toHaveTextContent('하루')
    await userEvent.keyboard('{Tab}{Enter}')
    await expect.element(page.getByRole('option', { name: '하루' })).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect.element(select).toHaveTextContent('일주일')
    await expect.element(select).toHaveFocus()
  })

  it('from a list leaves the rest of one pane alone until it opens, and after', async () => {
    await page.viewport(390, 800)
    const onPress = vi.fn<() => void>()
    draw(
      <>
        <Until />
        <Button onClick={onPress}>계속</Button>
      </>,
    )
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByRole('combobox', { name: '언제까지' })).toHaveFocus()
    await page.getByRole('button', { name: '계속' }).click()
    await page.getByRole('combobox', { name: '언제까지' }).click()
    await page.getByRole('option', { name: '일주일' }).click()
    await page.getByRole('button', { name: '계속' }).click()
    expect(onPress).toHaveBeenCalledTimes(2)
    await page.viewport(1280, 800)
  })

  it('between views shows the chosen one under its tab', async () => {
    function Views() {
      const [value, setValue] = useState<'all' | 'unread'>('all')
      return (
        <SegmentedTabs
          label="보기"
          value={value}
          onChange={setValue}
          tabs={[
            { value: 'all', label: '모두' },
            { value: 'unread', label: '안 읽음' },
          ]}
        >
          {value === 'all' ? '모든 방' : '새 글이 있는 방'}
        </SegmentedTabs>
      )
    }
    draw(<Views />)
    await userEvent.keyboard('{Tab}{ArrowRight}')
    await expect.element(page.getByRole('tab', { name: '안 읽음' })).toHaveAttribute('aria-selected', 'true')
    await expect.element(page.getByRole('tabpanel', { name: '안 읽음' })).toHaveTextContent('새 글이 있는 방')
  })
})

describe('a reach mark', () => {
  const shape = () => document.querySelector('[data-reach]')?.getAttribute('data-reach')

  it('lights at once and waits before it goes dark', async () => {
    const { redraw } = draw(<ReachMark shape="straight" />)
    await expect.poll(shape).toBe('straight')
    redraw(<ReachMark shape="via" />)
    await expect.poll(shape).toBe('via')
    redraw(<ReachMark shape="none" />)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(shape()).toBe('via')
    await expect.poll(shape, { timeout: 10_000 }).toBe('none')
    redraw(<ReachMark shape="straight" />)
    await expect.poll(shape).toBe('straight')
  })
})
