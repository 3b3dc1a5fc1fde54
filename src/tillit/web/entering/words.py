"""What the pages say when someone has answered."""

from django.utils.translation import gettext_lazy as _

DONE = {
    "stammer": _("Tack. Nu står det att ni har bekräftat."),
    "stammer-inte": _("Tack. Alla parter ser vad som inte stämmer, och nämnden har fått veta det."),
}
