"""The settings of learning: when what clerks correct goes live."""

from domain.section import Section
from domain.taught import Activation


class Teaching(Section):
    """When a layout that was learnt from a correction reads documents."""

    activate: Activation = Activation.WHEN_GATE_HOLDS
    """A change of a layout: `when_gate_holds`: where no confirmed document reads worse; `by_person`."""
    new_layouts: Activation = Activation.WHEN_GATE_HOLDS
    """A new layout, as for `activate`."""
    second_person: bool = False
    """True: whoever taught or edited a layout on the pages cannot let it read; another admin must."""
