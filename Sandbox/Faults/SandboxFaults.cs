namespace StreamingTracker.Backup.Sandbox.Faults;

/// <summary>
/// The faults a sandbox is to have: each strikes once, at the n-th occasion of its kind on any connection, counted from when
/// it was armed. Safe to use while the sandbox runs; one object serves one sandbox.
/// </summary>
public sealed class SandboxFaults
{
    private readonly Lock _lock = new();
    private readonly List<ArmedFault> _armed = [];
    private TaskCompletionSource _cleared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _anyArmed;
    private int _struck;

    /// <summary>How many have struck.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Arms a fault.</summary>
    /// <param name="trigger">At what it strikes.</param>
    /// <param name="nth">At which occasion; 1 is the next.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="statement">
    /// The only statement whose occasions count, such as <see cref="Graph.Statements.ReadRelationships"/>; null for any.
    /// Messages, commits and their answers belong to none.
    /// </param>
    public void Arm(SandboxTrigger trigger, long nth, SandboxFault fault, string? statement = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        lock (_lock)
        {
            _armed.Add(new ArmedFault(trigger, fault, statement) { Left = nth });
            _anyArmed = true;
        }
    }

    /// <summary>Disarms what hasn't struck yet, and ends every stall.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _armed.Clear();
            _anyArmed = false;
            _cleared.SetResult();
            _cleared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets an occasion pass, unless a fault strikes.</summary>
    /// <exception cref="ServerFailureException">The fault is a failure.</exception>
    /// <exception cref="ConnectionCutException">The fault is a cut or a restart.</exception>
    internal ValueTask PassAsync(SandboxTrigger trigger, string? statement, CancellationToken cancellationToken) =>
        _anyArmed && Strike(trigger, statement, out var cleared) is { } fault
            ? BeStruckAsync(fault, cleared, cancellationToken)
            : ValueTask.CompletedTask;

    private SandboxFault? Strike(SandboxTrigger trigger, string? statement, out Task cleared)
    {
        lock (_lock)
        {
            cleared = _cleared.Task;
            ArmedFault? struck = null;
            foreach (var armed in _armed)
            {
                // Of two that are due at once, the second strikes at the next occasion.
                if (armed.Matches(trigger, statement) && --armed.Left <= 0) struck ??= armed;
            }

            if (struck is null) return null;
            _armed.Remove(struck);
            _anyArmed = _armed.Count > 0;
            _struck++;
            return struck.Fault;
        }
    }

    private static async ValueTask BeStruckAsync(SandboxFault fault, Task cleared, CancellationToken cancellationToken)
    {
        if (fault.Code is { } code) throw new ServerFailureException(code, fault.Message);
        if (fault == SandboxFault.Cut || fault == SandboxFault.Restart) throw new ConnectionCutException(fault == SandboxFault.Restart);
        await cleared.WaitAsync(cancellationToken);
    }

    private sealed class ArmedFault(SandboxTrigger trigger, SandboxFault fault, string? statement)
    {
        public SandboxFault Fault => fault;

        public long Left { get; set; }

        public bool Matches(SandboxTrigger at, string? of) => at == trigger && (statement is null || of == statement);
    }
}

/// <summary>The connection is to be cut, as a fault of it.</summary>
/// <param name="restartsServer">Whether all others are as well, and the server restarts.</param>
internal sealed class ConnectionCutException(bool restartsServer) : Exception("The connection is cut")
{
    /// <summary>Whether the whole server restarts.</summary>
    public bool RestartsServer => restartsServer;
}
