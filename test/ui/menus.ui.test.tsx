/** Menus and popovers: by the button, by the second button, by keys alone. */
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button, ContextMenu, Menu, MenuChoices, MenuItem, MenuLine, Popover, PopoverClose } from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

function Items({ onPick }: { readonly onPick: (name: string) => void }) {
  return (
    <>
      <MenuItem shortcut="R" onSelect={() => onPick('답장')}>
        답장
      </MenuItem>
      <MenuItem onSelect={() => onPick('복사')}>복사</MenuItem>
      <MenuItem isOff text="아직 다른 방이 없어요" onSelect={() => onPick('보내기')}>
        다른 방에 보내기
      </MenuItem>
      <MenuLine />
      <MenuItem kind="brick" onSelect={() => onPick('지우기')}>
        지우기
      </MenuItem>
    </>
  )
}

const focused = () => document.activeElement?.textContent ?? ''

describe('a menu', () => {
  it('opens by a key, moves by arrows, and chooses by Enter', async () => {
    const onPick = vi.fn<(name: string) => void>()
    draw(
      <Menu trigger={<Button>차림표</Button>}>
        <Items onPick={onPick} />
      </Menu>,
    )
    const button = page.getByRole('button', { name: '차림표' })
    await expect.element(button).toHaveAttribute('aria-haspopup', 'menu')
    await userEvent.keyboard('{Tab}{ArrowDown}')
    await expect.poll(focused).toContain('답장')
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(focused).toContain('복사')
    await userEvent.keyboard('{End}')
    await expect.poll(focused).toContain('지우기')
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(focused).toContain('답장')
    await userEvent.keyboard('{Enter}')
    expect(onPick.mock.calls).toEqual([['답장']])
    await expect.element(button).toHaveFocus()
  })

  it('finds an item by its first letters', async () => {
    draw(
      <Menu trigger={<Button>Menu</Button>}>
        <MenuItem onSelect={() => undefined}>Reply</MenuItem>
        <MenuItem onSelect={() => undefined}>Copy</MenuItem>
        <MenuItem onSelect={() => undefined}>Pin</MenuItem>
      </Menu>,
    )
    await page.getByRole('button', { name: 'Menu' }).click()
    await expect.element(page.getByRole('menu')).toBeVisible()
    await userEvent.keyboard('p')
    await expect.poll(focused).toBe('Pin')
  })

  it('says why an item is off, and does nothing with it', async () => {
    const onPick = vi.fn<(name: string) => void>()
    draw(
      <Menu trigger={<Button>차림표</Button>}>
        <Items onPick={onPick} />
      </Menu>,
    )
    await page.getByRole('button', { name: '차림표' }).click()
    const item = page.getByRole('menuitem', { name: /^다른 방에 보내기 ?아직 다른 방이 없어요/ })
    await expect.element(item).toHaveAttribute('aria-disabled', 'true')
    await item.click({ force: true })
    expect(onPick).not.toHaveBeenCalled()
  })

  it('marks the present one of several choices', async () => {
    function Choices() {
      const [value, setValue] = useState<'all' | 'none'>('all')
      return (
        <Menu trigger={<Button>알림</Button>}>
          <MenuChoices
            label="알림 받기"
            value={value}
            onChange={setValue}
            options={[
              { value: 'all', label: '모든 글' },
              { value: 'none', label: '안 받기' },
            ]}
          />
        </Menu>
      )
    }
    draw(<Choices />)
    await page.getByRole('button', { name: '알림' }).click()
    await expect.element(page.getByRole('menuitemradio', { name: '모든 글' })).toBeChecked()
    await page.getByRole('menuitemradio', { name: '안 받기' }).click()
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
    await page.getByRole('button', { name: '알림' }).click()
    await expect.element(page.getByRole('menuitemradio', { name: '안 받기' })).toBeChecked()
  })

  it('opens on the thing itself by the second button', async () => {
    const onPick = vi.fn<(name: string) => void>()
    draw(
      <ContextMenu target={<div tabIndex={0}>저녁 같이 먹어요</div>}>
        <Items onPick={onPick} />
      </ContextMenu>,
    )
    await page.getByText('저녁 같이 먹어요').click({ button: 'right' })
    await page.getByRole('menuitem', { name: '복사' }).click()
    expect(onPick.mock.calls).toEqual([['복사']])
  })

  it('is a sheet at the bottom edge where there is one pane', async () => {
    await page.viewport(390, 800)
    draw(
      <Menu trigger={<Button>차림표</Button>}>
        <Items onPick={() => undefined} />
      </Menu>,
    )
    await page.getByRole('button', { name: '차림표' }).click()
    await expect
      .poll(() => {
        const { left, right, bottom } = page.getByRole('menu').element().getBoundingClientRect()
        return [left, right, Math.round(bottom)]
      })
      .toEqual([0, 390, 800])
    const item = page.getByRole('menuitem', { name: '복사' }).element()
    expect(item.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
    await page.viewport(1280, 800)
  })
})

describe('a popover', () => {
  it('puts the focus on its title, and gives it back on Esc', async () => {
    draw(
      <Popover title="이 컴퓨터를 꺼도 전해져요" trigger={<Button>어디에 있나요?</Button>}>
        <PopoverClose>
          <Button>닫기</Button>
        </PopoverClose>
      </Popover>,
    )
    const opener = page.getByRole('button', { name: '어디에 있나요?' })
    await opener.click()
    await expect.element(page.getByRole('dialog', { name: '이 컴퓨터를 꺼도 전해져요' })).toBeVisible()
    await expect.poll(focused).toBe('이 컴퓨터를 꺼도 전해져요')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await expect.element(opener).toHaveFocus()
  })
})
