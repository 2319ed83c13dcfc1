"""Forms: fields made from a struct's own descriptions (label, bounds, unit, help), for any struct of the document.

`StructForm(Adam, recipe.optimiser)` shows every field that has a title and says `edited(field, value)` for valid
values only; `set_value` follows the document without taking the focus or a draft away.
"""

from gui.forms.form import StructForm
from gui.forms.manners import teach_manners

__all__ = ["StructForm", "teach_manners"]
