"""Static files under names with their own digest, cached for ever.

Modules of a script import one another by those too, so that no browser ever mixes an old module with a new one.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class DigestedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    support_js_module_import_aggregation = True
    max_post_process_passes = 12  # each pass settles one more level of imports
