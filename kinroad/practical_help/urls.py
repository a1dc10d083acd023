"""Addresses of practical help."""

from django.urls import path

from kinroad.practical_help.views import ask, board, figures, nobody_took, paper, stock

app_name = "practical_help"
urlpatterns = [
    path("me/help", ask.me_help, name="me_help"),
    path("me/help/new", ask.me_help_new, name="me_help_new"),
    path("me/help/papers", paper.me_papers, name="me_papers"),
    path("me/help/<uuid:ask_id>", ask.me_help_one, name="me_help_one"),
    path("me/help/<uuid:ask_id>/answer", ask.me_help_answer, name="me_help_answer"),
    path("me/help/<uuid:ask_id>/back", ask.me_help_back, name="me_help_back"),
    path("people/<uuid:participant_id>/help", ask.person_help, name="person_help"),
    path("people/<uuid:participant_id>/help/new", ask.person_help_new, name="person_help_new"),
    path("people/<uuid:participant_id>/help/papers", paper.person_papers, name="person_papers"),
    path("people/<uuid:participant_id>/help/<uuid:ask_id>", ask.person_help_one, name="person_help_one"),
    path("people/<uuid:participant_id>/help/<uuid:ask_id>/answer", ask.person_help_answer, name="person_help_answer"),
    path("people/<uuid:participant_id>/help/<uuid:ask_id>/back", ask.person_help_back, name="person_help_back"),
    path("asks", board.board, name="board"),
    path("asks/<uuid:ask_id>", board.helping_one, name="helping"),
    path("asks/<uuid:ask_id>/take", board.board_take, name="board_take"),
    path("asks/<uuid:ask_id>/read", board.board_read, name="board_read"),
    path("asks/<uuid:ask_id>/back", board.helping_back, name="helping_back"),
    path("asks/<uuid:ask_id>/done", board.helping_done, name="helping_done"),
    path("asks/<uuid:ask_id>/not-done", board.helping_not_done, name="helping_not_done"),
    path("program/asks", nobody_took.nobody_took, name="nobody_took"),
    path("program/asks/figures", figures.figures, name="figures"),
    path("program/asks/<uuid:ask_id>", nobody_took.nobody_took_one, name="nobody_took_one"),
    path("program/asks/<uuid:ask_id>/close", nobody_took.nobody_took_close, name="nobody_took_close"),
    path("program/asks/<uuid:ask_id>/done", nobody_took.nobody_took_done, name="nobody_took_done"),
    path("program/asks/<uuid:ask_id>/not-done", nobody_took.nobody_took_not_done, name="nobody_took_not_done"),
    path("stock", stock.stock, name="stock"),
    path("stock/new", stock.stock_new, name="stock_new"),
    path("stock/<uuid:stock_item_id>", stock.stock_item, name="stock_item"),
    path("stock/<uuid:stock_item_id>/end", stock.stock_end, name="stock_end"),
]
