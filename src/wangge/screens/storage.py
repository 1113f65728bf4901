"""How style sheets and scripts are kept for serving: by hashed names for ever, compressed, modules' imports too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_OF_SCRIPTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # noqa: SLF001 (Django has no other door)


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Django looks for imports in ``*.js`` only; a module imported by its plain name would be stale for a while."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("*.mjs", _OF_SCRIPTS))
    # A pass follows one import: as many as the longest way from a script to the last that it needs. Django's 5 are few.
    max_post_process_passes = 20
