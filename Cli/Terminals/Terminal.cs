namespace StreamingTracker.Backup.Cli.Terminals;

/// <summary>What a command reads from and writes to.</summary>
internal sealed record Terminal
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether people type <see cref="In"/>, and see what they type; else a file or a program gives it.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether people look at <see cref="Error"/>; else a file or a program takes it.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>How many columns people see of <see cref="Out"/>; null when a file or a program takes it.</summary>
    public int? OutWidth { get; init; }

    public static Terminal OfThisProcess() => new()
    {
        In = Console.In,
        Out = new StandardWriter(Console.Out, isStandardError: false),
        Error = new StandardWriter(Console.Error, isStandardError: true),
        InIsTerminal = !Console.IsInputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        OutWidth = Console.IsOutputRedirected ? null : Console.WindowWidth,
    };

    /// <summary>Asks for a line.</summary>
    /// <returns>The line without surrounding blanks; null when there is no more input.</returns>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Out.WriteAsync(question.AsMemory(), cancellationToken);
        await Out.FlushAsync(cancellationToken);

        try
        {
            // A console's read can't be cancelled, so the wait for it is what Ctrl+C ends.
            var line = await Task.Run(In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
            if (!InIsTerminal) await Out.WriteLineAsync();
            return line?.Trim();
        }
        catch (OperationCanceledException)
        {
            await Out.WriteLineAsync();
            throw;
        }
    }
}
