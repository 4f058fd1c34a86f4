using StreamingTracker.Backup.Sandbox.Execution;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox;

/// <summary>What all connections of a sandbox share.</summary>
internal sealed record SandboxDatabase(SandboxOptions Options, GraphStore Store, StatementCatalogue Catalogue)
{
    public SandboxFaults Faults => Options.Faults;
}
