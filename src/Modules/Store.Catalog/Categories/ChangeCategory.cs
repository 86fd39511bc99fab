using System.Data.Common;
using Store.Catalog.Prices;

namespace Store.Catalog.Categories;

/// <summary>Renames a category or moves it, with all below it, under another.</summary>
internal static class ChangeCategory
{
    internal sealed record Command(long CategoryId, string Name, long? ParentId, int Version) : ICommand<Result>;

    internal sealed record Result(long CategoryId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => CategoryTree.NameRules(RuleFor(command => command.Name));
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Name, ParentId FROM catalog.Categories WHERE CategoryId = @CategoryId", command, cancellationToken)
                ?? throw new NotFound("category", command.CategoryId);
            var now = new { command.CategoryId, Name = command.Name.Trim(), ParentId = command.ParentId ?? CategoryTree.Top, command.Version };
            if (now.ParentId != old.ParentId)
                await CheckPlace(now.CategoryId, now.ParentId, cancellationToken);
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE catalog.Categories
                    SET    Name = @Name, ParentId = @ParentId, Version = Version + 1
                    WHERE  CategoryId = @CategoryId AND Version = @Version
                    """, now, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("category.taken", $"There is a category {now.Name} already.");
            }

            if (updated == 0)
                throw new Conflict("category.stale", $"Someone else has changed the category {old.Name}; read it again.");
            await audit.Add("catalog.manage-products", $"category {old.Name}", PriceRow.WholeChain, old, new { now.Name, now.ParentId }, cancellationToken);
            return new Result(command.CategoryId, command.Version + 1);
        }

        private async Task CheckPlace(long categoryId, long parentId, CancellationToken cancellationToken)
        {
            var level = await db.LevelOf(parentId, cancellationToken) ?? throw new RuleBroken("category.unknown", $"There is no category {parentId}.");
            var branch = await db.Query<BranchRow>($"WITH {CategoryTree.Branch} SELECT CategoryId, Level FROM branch", new { CategoryId = categoryId }, cancellationToken);
            if (branch.Any(row => row.CategoryId == parentId))
                throw new RuleBroken("category.below_itself", "A category cannot stand below itself.");
            if (level + branch.Max(row => row.Level) > CategoryTree.LevelsAtMost)
                throw new RuleBroken("category.too_deep", $"Categories have at most {CategoryTree.LevelsAtMost} levels.");
        }

        private sealed record Old(string Name, long ParentId);

        private sealed record BranchRow(long CategoryId, long Level);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, long? ParentId, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/categories/{categoryId:long}", (long categoryId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(categoryId, body.Name, body.ParentId, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeCategory)).WithSummary("Rename or move a category")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
