using System.Globalization;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>What was asked of the printers in the last 24 hours, and everything that is not over; the newest first.</summary>
internal static class ListJobs
{
    internal sealed record Query(string? PrinterId, IReadOnlyList<JobState> States, JobKind? Kind, string? After, int Limit) : IRequest<Page<JobInfo>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.After).Must(after => after is null || long.TryParse(after, CultureInfo.InvariantCulture, out _)).WithMessage("after is what the last page gave as next.");
        }
    }

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Query, Page<JobInfo>>
    {
        public Task<Page<JobInfo>> Handle(Query query, CancellationToken cancellationToken)
        {
            var before = query.After is null ? long.MaxValue : long.Parse(query.After, CultureInfo.InvariantCulture);
            var rows = registry.All.OfType<JobPrinter>().Where(printer => query.PrinterId is null || printer.Id == query.PrinterId)
                .SelectMany(printer => printer.Jobs.List(query.States, query.Kind, before, query.Limit + 1).Select(job => (job.Number, Info: printer.Jobs.Show(job))))
                .OrderByDescending(row => row.Number).Take(query.Limit + 1).ToList();
            var page = Paging.Page(rows, query.Limit, last => last.Number.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(new Page<JobInfo>([.. page.Items.Select(row => row.Info)], page.Next));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/jobs", (string? printerId, JobState[]? state, JobKind? kind, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(printerId, state ?? [], kind, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(ListJobs)).WithSummary("List papers and kicks, for example the uncertain ones").ProducesValidationProblem();
    }
}
