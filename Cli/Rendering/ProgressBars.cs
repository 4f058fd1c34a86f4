using Spectre.Console;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Progress for people: a bar a phase, with how much and how fast.</summary>
internal static class ProgressBars
{
    public static Task<T> ShowAsync<T>(Terminal terminal, Func<IProgress<RunProgress>, Task<T>> run) =>
        Screens.OfError(terminal)
            .Progress()
            .AutoClear(false)
            .Columns(new SpinnerColumn { CompletedText = "✓" }, new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
            .StartAsync(context => run(new Bars(context)));

    private sealed class Bars(ProgressContext context) : IProgress<RunProgress>
    {
        private string? _phase;
        private ProgressTask? _task;

        public void Report(RunProgress value)
        {
            if (_task is null || _phase != value.Phase || _task.IsFinished)
            {
                _phase = value.Phase;
                _task = context.AddTask(Markup.Escape(value.Phase), maxValue: Math.Max(1, value.Expected));
                _task.IsIndeterminate = value.Expected == 0;
            }

            _task.Description = Markup.Escape(value.Entities > 0 ? ProgressLines.Line(value) : value.Phase);
            _task.Value = Math.Min(value.Entities, _task.MaxValue);
            if (!value.Ended) return;
            _task.Description = Markup.Escape(ProgressLines.Line(value));
            _task.IsIndeterminate = false;
            _task.Value = _task.MaxValue;
            _task.StopTask();
        }
    }
}
