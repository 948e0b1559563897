/** Dialogs: the focus stays in, Esc closes the topmost thing only, and afterwards the focus is back where it was. */
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { AlertDialog, Button, Dialog, Menu, MenuItem, TextField } from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

function NewRoom({ isGuarded = false }: { readonly isGuarded?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>새 방</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="새 방 만들기"
        text="사람은 나중에 초대해요."
        isGuarded={isGuarded}
        foot={<Button kind="main">만들기</Button>}
      >
        <TextField label="방 이름" />
        <Menu trigger={<Button>더 보기</Button>}>
          <MenuItem onSelect={() => undefined}>복사</MenuItem>
        </Menu>
      </Dialog>
    </>
  )
}

const dialog = () => page.getByRole('dialog', { name: '새 방 만들기' })

describe('a dialog', () => {
  it('is named by its title and described by its sentence', async () => {
    draw(<NewRoom />)
    await page.getByRole('button', { name: '새 방' }).click()
    await expect.element(dialog()).toBeVisible()
    await expect.element(dialog()).toHaveAccessibleDescription('사람은 나중에 초대해요.')
  })

  it('starts in its first field', async () => {
    draw(<NewRoom />)
    await page.getByRole('button', { name: '새 방' }).click()
    await expect.element(page.getByRole('textbox', { name: '방 이름' })).toHaveFocus()
  })

  it('keeps the focus within, whichever way one tabs', async () => {
    draw(<NewRoom />)
    await page.getByRole('button', { name: '새 방' }).click()
    await expect.element(dialog()).toBeVisible()
    for (const keys of ['{Tab}', '{Shift>}{Tab}{/Shift}']) {
      for (let step = 0; step < 8; step += 1) {
        await userEvent.keyboard(keys)
        await expect.poll(() => dialog().element().contains(document.activeElement)).toBe(true)
      }
    }
  })

  it('closes by Esc and gives the focus back to what opened it', async () => {
    draw(<NewRoom />)
    const opener = page.getByRole('button', { name: '새 방' })
    await opener.click()
    await expect.element(dialog()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(opener).toHaveFocus()
  })

  it('stays when Esc closes a menu within it', async () => {
    draw(<NewRoom />)
    await page.getByRole('button', { name: '새 방' }).click()
    await page.getByRole('button', { name: '더 보기' }).click()
    await expect.element(page.getByRole('menu')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
    await expect.element(dialog()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  it('closes by a press beside it, but not when something was typed', async () => {
    const { redraw } = draw(<NewRoom isGuarded />)
    await page.getByRole('button', { name: '새 방' }).click()
    await expect.element(dialog()).toBeVisible()
    await userEvent.click(document.body, { position: { x: 8, y: 8 } })
    await expect.element(dialog()).toBeVisible()
    redraw(<NewRoom />)
    await userEvent.click(document.body, { position: { x: 8, y: 8 } })
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  it('comes up from the bottom edge, as wide as the window, where there is one pane', async () => {
    await page.viewport(390, 800)
    draw(<NewRoom />)
    await page.getByRole('button', { name: '새 방' }).click()
    await expect.poll(() => boxOf(dialog().element())).toEqual({ left: 0, right: 390, bottom: 800 })
    await page.viewport(1280, 800)
  })
})

describe('a question before what cannot be undone', () => {
  function Delete({ onAction }: { readonly onAction: () => void }) {
    const [isOpen, setOpen] = useState(false)
    return (
      <>
        <Button onClick={() => setOpen(true)}>메시지 지우기</Button>
        <AlertDialog
          isOpen={isOpen}
          title="모두에게서 지울까요?"
          text="지금 닿는 3명에게서는 바로 지워요."
          action="지우기"
          onAction={onAction}
          safe="그대로 두기"
          onClose={() => setOpen(false)}
        />
      </>
    )
  }
  const question = () => page.getByRole('alertdialog', { name: '모두에게서 지울까요?' })

  it('starts on the safe answer', async () => {
    let deleted = 0
    draw(<Delete onAction={() => (deleted += 1)} />)
    await page.getByRole('button', { name: '메시지 지우기' }).click()
    await expect.element(page.getByRole('button', { name: '그대로 두기' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(question()).not.toBeInTheDocument()
    expect(deleted).toBe(0)
  })

  it('is not answered by a press beside it', async () => {
    draw(<Delete onAction={() => undefined} />)
    await page.getByRole('button', { name: '메시지 지우기' }).click()
    await expect.element(question()).toBeVisible()
    await userEvent.click(document.body, { position: { x: 8, y: 8 } })
    await expect.element(question()).toBeVisible()
  })

  it('acts when asked to', async () => {
    let deleted = 0
    draw(<Delete onAction={() => (deleted += 1)} />)
    await page.getByRole('button', { name: '메시지 지우기' }).click()
    await question().getByRole('button', { name: '지우기' }).click()
    expect(deleted).toBe(1)
  })
})

function boxOf(element: Element) {
  const { left, right, bottom } = element.getBoundingClientRect()
  return { left, right, bottom: Math.round(bottom) }
}
